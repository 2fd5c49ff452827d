use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::model::Language;
use crate::views::i18n::gaps::{GAPS, with_markup};
use crate::views::i18n::names::NAMES;
use crate::views::i18n::strings::*;

/// The messages of a language, each with the variables that it uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(source(language)).unwrap_or_else(|(_, errors)| {
        panic!("{language:?} can be read: {errors:?}");
    });
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        if let Entry::Message(message) = entry {
            let mut variables = BTreeSet::new();
            collect(message.value.as_ref().unwrap(), &mut variables);
            let before = messages.insert(message.id.name.to_owned(), variables);
            assert!(before.is_none(), "{language:?} has {} twice", message.id.name);
        }
    }
    messages
}

fn collect(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            let inline = match expression {
                Expression::Inline(inline) => inline,
                Expression::Select { selector, variants } => {
                    for variant in variants {
                        collect(&variant.value, variables);
                    }
                    selector
                }
            };
            if let InlineExpression::VariableReference { id } = inline {
                variables.insert(id.name.to_owned());
            }
        }
    }
}

#[test]
fn every_language_has_exactly_the_messages_that_pages_use() {
    let wanted: BTreeSet<&str> = NAMES.iter().map(|(name, _)| *name).collect();
    for language in Language::ALL {
        let there = messages(language);
        let there: BTreeSet<&str> = there.keys().map(String::as_str).collect();
        let lacking: Vec<_> = wanted.difference(&there).collect();
        let unused: Vec<_> = there.difference(&wanted).collect();
        assert!(
            lacking.is_empty() && unused.is_empty(),
            "{language:?} lacks {lacking:?}, and has unused {unused:?}"
        );
    }
}

#[test]
fn messages_use_only_the_arguments_they_get() {
    for language in Language::ALL {
        for (name, variables) in messages(language) {
            // Pages and scripts may both use it, and fill it with different things.
            for (_, given) in NAMES.iter().filter(|(known, _)| *known == name) {
                for variable in &variables {
                    assert!(given.contains(&variable.as_str()), "{language:?}: {name} needs {variable}");
                }
            }
        }
    }
}

#[test]
fn arguments_show_in_every_language() {
    // A message may be short of what goes without saying: Japanese has no weekdays before dates in some places.
    for language in Language::ALL {
        let i18n = strings(language);
        let day = i18n.day_in_words(7, 22, 11, 2026);
        assert!(day.contains("22") && day.contains("2026"), "{day}");
        assert!(!day.contains('{') && !day.contains('$'), "{day}");
    }
    assert_eq!(strings(Language::English).day_in_words(7, 22, 11, 2026), "Sunday, 22 November 2026");
}

#[test]
fn numbers_have_the_plural_forms_of_their_language() {
    let english = strings(Language::English);
    assert_eq!(english.too_many_attempts_advice(1), "Wait 1 second, then try again.");
    assert_eq!(english.too_many_attempts_advice(20), "Wait 20 seconds, then try again.");
    let arabic = strings(Language::Arabic);
    for (count, words) in [(1, "ثانية واحدة"), (2, "ثانيتين"), (5, "ثوانٍ"), (20, "ثانية")]
    {
        assert!(arabic.too_fast(count).contains(words), "{count}");
    }
    let of_many = strings(Language::Japanese).reacted_with_more("ann", 3, "👍");
    assert_eq!(of_many, "ann、ほか 3 人が 👍 でリアクション");
}

#[test]
fn markup_replaces_its_placeholder_in_a_sentence() {
    let bold = maud::html! { b { "<ann>" } };
    let link = maud::html! { a href="/" { "there" } };
    let sentence = format!("Go {} & ask {}!", GAPS[1], GAPS[0]);
    let whole = with_markup(&sentence, &[&bold, &link]).into_string();
    assert_eq!(whole, "Go <a href=\"/\">there</a> &amp; ask <b>&lt;ann&gt;</b>!");
}

#[test]
fn names_in_markup_are_not_isolated_twice() {
    let names = maud::html! { bdi { "ann" } ", " bdi { "bob" } };
    let sentence = strings(Language::Arabic).reacted_with(GAPS[0], "🎉");
    let whole = with_markup(&sentence, &[&names]).into_string();
    assert!(whole.starts_with("تفاعل <bdi>ann</bdi>, <bdi>bob</bdi> "), "{whole}");
    assert!(whole.ends_with("\u{2068}🎉\u{2069}"), "what is no markup is: {whole}");
}
