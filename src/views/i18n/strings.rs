//! Everything that pages say, in every language: messages of `assets/languages`, written in Fluent
//! (projectfluent.org), each under the name that views use.
//!
//! Fixed messages are formatted once and are plain fields, so that a page costs no more than if they stood in its
//! markup. Those with something to fill in are functions. What scripts say is a script of its own.

use std::sync::LazyLock;

use fluent_bundle::FluentResource;

use crate::model::Language;
use crate::views::i18n::bundle::Bundle;
use crate::views::i18n::names::Strings;

/// What pages say in a language.
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
    // A test reads every file whole: what can't be read here would have failed there.
    let resource = match FluentResource::try_new(source(language).to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut bundle = Bundle::new_concurrent(language.tag().parse().into_iter().collect());
    // Characters that keep a name's direction from changing the sentence's; text browsers show them as they are.
    bundle.set_use_isolating(language.is_right_to_left());
    bundle.add_resource_overriding(resource);
    Strings::new(language, bundle)
}
