//! Everything that pages say, in every language: messages of `assets/languages`, written in Fluent
//! (projectfluent.org), each under the name that views use.
//!
//! Fixed messages are formatted once and are plain fields, so that a page costs no more than if they stood in its
//! markup. Those with something to fill in are functions. What scripts say is a script of its own.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use maud::{Markup, PreEscaped, Render as _};
use sha2::{Digest as _, Sha256};

use crate::views::i18n::names::Texts;

use crate::model::Language;

macro_rules! strings {
    (
        fixed { $($fixed:ident)* }
        filled { $($filled:ident($($argument:ident),+))* }
        scripted { $($scripted:ident)* }
    ) => {
        /// What pages say in one language.
        #[allow(missing_docs)]
        pub struct Texts {
            /// The language itself.
            pub language: Language,
            /// What scripts say, as a script.
            pub script: String,
            address: String,
            bundle: Bundle,
            $(pub $fixed: String,)*
        }

        /// The names of all messages, and what each is filled with.
        #[cfg(test)]
        pub(crate) const NAMES: &[(&str, &[&str])] = &[
            $((stringify!($fixed), &[]),)*
            $((stringify!($filled), &[$(stringify!($argument)),+]),)*
            $((stringify!($scripted), &SCRIPTED),)*
        ];

        impl Texts {
            pub(crate) fn new(language: Language, bundle: Bundle) -> Self {
                let script = script(&bundle, &[$(stringify!($scripted)),*]);
                Self {
                    language,
                    address: address(language, &script),
                    script,
                    $($fixed: say(&bundle, stringify!($fixed), None),)*
                    bundle,
                }
            }

            /// Where the script is: another place for another content, so that browsers may keep it for ever.
            #[must_use]
            pub fn script_address(&self) -> &str {
                &self.address
            }

            $(
                #[allow(missing_docs)]
                #[must_use]
                pub fn $filled<'a>(&self, $($argument: impl Into<FluentValue<'a>>),+) -> String {
                    let mut arguments = FluentArgs::new();
                    $(arguments.set(stringify!($argument), $argument);)+
                    say(&self.bundle, stringify!($filled), Some(&arguments))
                }
            )*
        }
    };
}

pub(crate) use strings;

pub(crate) type Bundle = FluentBundle<FluentResource>;

/// What pages say in a language.
#[must_use]
pub(crate) fn texts(language: Language) -> &'static Texts {
    static ENGLISH: LazyLock<Texts> = LazyLock::new(|| load(Language::English));
    static ARABIC: LazyLock<Texts> = LazyLock::new(|| load(Language::Arabic));
    static JAPANESE: LazyLock<Texts> = LazyLock::new(|| load(Language::Japanese));
    match language {
        Language::English => &ENGLISH,
        Language::Arabic => &ARABIC,
        Language::Japanese => &JAPANESE,
    }
}

pub(crate) fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../../../assets/languages/en.ftl"),
        Language::Arabic => include_str!("../../../assets/languages/ar.ftl"),
        Language::Japanese => include_str!("../../../assets/languages/ja.ftl"),
    }
}

fn load(language: Language) -> Texts {
    // A test reads every file whole: what can't be read here would have failed there.
    let resource = match FluentResource::try_new(source(language).to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Characters that keep a name's direction from changing the sentence's; text browsers show them as they are.
    bundle.set_use_isolating(language.is_right_to_left());
    bundle.add_resource_overriding(resource);
    Texts::new(language, bundle)
}

pub(crate) fn say(bundle: &Bundle, name: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    let pattern = bundle.get_message(name).and_then(|message| message.value());
    pattern.map_or_else(
        || name.to_owned(),
        |pattern| bundle.format_pattern(pattern, arguments, &mut Vec::new()).into_owned(),
    )
}

/// What the messages of scripts may be filled with: they get them as `{count}` and so on.
pub(crate) const SCRIPTED: [&str; 4] = ["author", "count", "name", "text"];

pub(crate) fn script(bundle: &Bundle, names: &[&str]) -> String {
    let arguments: FluentArgs<'_> = SCRIPTED.map(|name| (name, format!("{{{name}}}"))).into_iter().collect();
    let said: serde_json::Map<String, serde_json::Value> =
        names.iter().map(|name| ((*name).to_owned(), say(bundle, name, Some(&arguments)).into())).collect();
    format!("'use strict';\nconst texts = {};\n", serde_json::Value::Object(said))
}

/// The folder of all languages' scripts.
pub(crate) const SCRIPTS: &str = "/assets/texts/";

pub(crate) fn address(language: Language, script: &str) -> String {
    let digest = Sha256::digest(script);
    let hash = digest[..6].iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    format!("{SCRIPTS}{}.{hash}.js", language.tag())
}

/// Stands in a sentence where markup comes: characters that no name has.
pub(crate) const GAPS: [&str; 2] = ["\u{1}", "\u{2}"];

/// The gaps as Fluent fills them in, where it keeps a name's direction from changing the sentence's.
const ISOLATED_GAPS: [&str; 2] = ["\u{2068}\u{1}\u{2069}", "\u{2068}\u{2}\u{2069}"];

/// A sentence with markup in its gaps. Names in markup are isolated by it: between Fluent's own isolates, nothing would
/// say in which direction they go.
pub(crate) fn with_markup(sentence: &str, markup: &[&Markup]) -> Markup {
    let [one, two] = ISOLATED_GAPS;
    let sentence = sentence.replace(one, GAPS[0]).replace(two, GAPS[1]);
    let sentence = sentence.as_str();
    let mut whole = String::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(|c: char| GAPS.iter().any(|gap| gap.starts_with(c))) {
        let (before, gap) = rest.split_at(at);
        before.render_to(&mut whole);
        let number = GAPS.iter().position(|one| gap.starts_with(one)).unwrap_or_default();
        whole.push_str(markup.get(number).map_or("", |markup| markup.0.as_str()));
        rest = &gap[1..];
    }
    rest.render_to(&mut whole);
    PreEscaped(whole)
}
