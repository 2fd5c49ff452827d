//! A language's Fluent messages, formatted: the macro that turns their names into fields and functions.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use sha2::{Digest as _, Sha256};

use crate::model::Language;

macro_rules! strings {
    (
        fixed { $($fixed:ident)* }
        filled { $($filled:ident($($argument:ident),+))* }
        scripted { $($scripted:ident)* }
    ) => {
        /// What pages say in one language.
        #[allow(missing_docs)]
        pub struct Strings {
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

        impl Strings {
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
