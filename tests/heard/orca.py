"""Runs Orca, and writes down what it says instead of saying it: one utterance a line."""

import sys
import types

from orca import orca, speechserver


class Scribe(speechserver.SpeechServer):
    """What Orca takes for a synthesizer."""

    @staticmethod
    def getSpeechServer(info=None):
        return Scribe()

    def speak(self, text=None, acss=None, interrupt=True):
        print(*(text or "").split(), flush=True)

    def speakCharacter(self, character, acss=None):
        self.speak(character)

    def speakKeyEvent(self, event, acss=None):
        self.speak(event.getKeyName())

    def sayAll(self, utterances, progress):
        for context, _ in utterances:
            self.speak(context.utterance)


sys.modules["orca.speechdispatcherfactory"] = types.SimpleNamespace(SpeechServer=Scribe)
# As its own command does, but beside any other that runs.
orca.getSettingsManager().activate(None, {})
sys.exit(orca.main())
