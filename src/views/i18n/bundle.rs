//! Formats a language's Fluent messages. The macro declares a field or function for each.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use sha2::{Digest as _, Sha256};

use crate::model::Language;
use crate::views::parts::assets;

macro_rules! strings {
    (
        fixed { $($fixed:ident)* }
        filled { $($filled:ident($($argument:ident),+))* }
        scripted { $($scripted:ident)* }
        later { $($later:ident)* }
    ) => {
        /// The strings of the interface in one language.
        #[allow(missing_docs)]
        pub struct Strings {
            /// The language.
            pub language: Language,
            /// The script that defines the strings of app.js.
            pub script: String,
            address: String,
            /// The script that adds the strings of scripts that app.js loads when they are first used.
            pub later_script: String,
            later_address: String,
            bundle: Bundle,
            $(pub $fixed: String,)*
        }

        /// The names of all messages, each with its arguments.
        #[cfg(test)]
        pub(crate) const NAMES: &[(&str, &[&str])] = &[
            $((stringify!($fixed), &[]),)*
            $((stringify!($filled), &[$(stringify!($argument)),+]),)*
            $((stringify!($scripted), &SCRIPTED),)*
            $((stringify!($later), &SCRIPTED),)*
        ];

        impl Strings {
            pub(crate) fn new(language: Language, bundle: Bundle) -> Self {
                let later_script = later_script(&bundle, &[$(stringify!($later)),*]);
                let later_address = address(language, &later_script);
                let script = script(language, &bundle, &[$(stringify!($scripted)),*], &later_address);
                Self {
                    language,
                    later_script,
                    later_address,
                    address: address(language, &script),
                    script,
                    $($fixed: say(&bundle, stringify!($fixed), None),)*
                    bundle,
                }
            }

            /// The URL of the script. It contains a hash of the content, so that browsers can cache it for ever.
            #[must_use]
            pub fn script_address(&self) -> &str {
                &self.address
            }

            /// The URL of the script that adds strings.
            #[must_use]
            pub fn later_script_address(&self) -> &str {
                &self.later_address
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

/// The arguments of scripts' messages, which app.js fills in (`{count}`).
pub(crate) const SCRIPTED: [&str; 4] = ["author", "count", "name", "text"];

pub(crate) fn script(language: Language, bundle: &Bundle, names: &[&str], later_strings: &str) -> String {
    // Strings of scripts that app.js loads when they are first used.
    let later = serde_json::json!({
        "bar": [assets::BAR_JS, assets::BAR_CSS],
        "picker": [assets::PICKER_JS, assets::PICKER_CSS],
        "voice": [assets::VOICE_JS, assets::VOICE_CSS],
        "texts": later_strings,
        "emoji": assets::emoji(language),
    });
    format!("'use strict';\nconst texts = {};\nconst LATER = {later};\n", said(bundle, names))
}

pub(crate) fn later_script(bundle: &Bundle, names: &[&str]) -> String {
    format!("'use strict';\nObject.assign(texts, {});\n", said(bundle, names))
}

/// The strings of scripts: an object.
fn said(bundle: &Bundle, names: &[&str]) -> serde_json::Value {
    let arguments: FluentArgs<'_> = SCRIPTED.map(|name| (name, format!("{{{name}}}"))).into_iter().collect();
    let said: serde_json::Map<String, serde_json::Value> =
        names.iter().map(|name| ((*name).to_owned(), say(bundle, name, Some(&arguments)).into())).collect();
    serde_json::Value::Object(said)
}

/// The path of all languages' scripts.
pub(crate) const SCRIPTS: &str = "/assets/texts/";

pub(crate) fn address(language: Language, script: &str) -> String {
    let digest = Sha256::digest(script);
    let hash = digest[..6].iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    format!("{SCRIPTS}{}.{hash}.js", language.tag())
}
