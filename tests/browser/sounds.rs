//! Sounds that messages play. No test hears them: the script says what it plays.

use crate::engine::Kind::Desktop;

/// Notes the sounds that are played, and counts how often the page asks whether it may.
const LISTEN: &str = "window.heard = [];
    document.addEventListener('sound', (event) => window.heard.push(event.detail));
    window.asked = () => performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname === '/notifications').length;";

const SET: &str = "fetch('/settings/notifications', { method: 'POST', body: new URLSearchParams(FIELDS) })
    .then(({ ok }) => { window.set = ok; })";

in_every_engine!(a_message_plays_its_sound_where_sounds_are_on, async |stage| {
    let bob = stage.person("bob").await;
    let ann = stage.enter("ann", Desktop).await;
    ann.script(LISTEN).await.unwrap();
    bob.say("general", "/play bell").await;
    ann.reads(".played", "played bell").await;
    ann.until("window.asked() === 1").await;
    ann.press(".played .play").await;
    ann.until("window.heard.join() === 'bell'").await;

    ann.script(&SET.replace("FIELDS", "{ act: 'preferences', level: 'everything', sound: 'yes' }")).await.unwrap();
    ann.until("window.set === true").await;
    bob.say("general", "/play pop").await;
    ann.until("window.heard.join() === 'bell,pop'").await;

    ann.script(&format!("window.set = null; {}", SET.replace("FIELDS", "{ act: 'pause', pause: 'hour' }")))
        .await
        .unwrap();
    ann.until("window.set === true").await;
    bob.say("general", "/play horn").await;
    ann.until("window.asked() === 3").await;
    // A press always plays.
    ann.press("article:last-of-type .play").await;
    ann.until("window.heard.join() === 'bell,pop,horn'").await;
});

in_every_engine!(an_unknown_sound_is_named_and_the_text_stays, async |stage| {
    // That is the answer.
    stage.forgive("422");
    let ann = stage.enter("ann", Desktop).await;
    ann.say("/play bongo").await;
    ann.reads("main", "crickets").await;
    ann.reads("main", "/play bongo").await;
});
