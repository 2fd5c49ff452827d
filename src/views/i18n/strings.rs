//! The strings of the interface: messages of `assets/languages`, written in Fluent (projectfluent.org), under the names
//! that views use.
//!
//! Messages without arguments are formatted once, into fields: they cost as little as literals. Messages with arguments
//! are functions. The strings of app.js are in a script of their own.

use std::sync::LazyLock;

use fluent_bundle::FluentResource;

use crate::model::Language;
use crate::views::i18n::bundle::Bundle;
use crate::views::i18n::names::Strings;

/// The strings of a language.
#[must_use]
pub(crate) fn strings(language: Language) -> &'static Strings {
    static ENGLISH: LazyLock<Strings> = LazyLock::new(|| load(Language::English));
    static ARABIC: LazyLock<Strings> = LazyLock::new(|| load(Language::Arabic));
    static JAPANESE: LazyLock<Strings> = LazyLock::new(|| load(Language::Japanese));
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

fn load(language: Language) -> Strings {
    // A test parses every file without errors, so the partial result is never used.
    let resource = match FluentResource::try_new(source(language).to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Isolates around arguments, against reordering. Only in right-to-left languages, because text browsers show these
    // characters.
    bundle.set_use_isolating(language.is_right_to_left());
    bundle.add_resource_overriding(resource);
    Strings::new(language, bundle)
}
