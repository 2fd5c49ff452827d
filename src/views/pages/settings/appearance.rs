//! The page for choosing colours and the size of text.

use maud::{Markup, html};

use crate::model::appearance::{Appearance, TextSize, Theme};
use crate::views::i18n::names::Strings;
use crate::views::parts::forms::problem;
use crate::views::parts::layout::Shell;
use crate::views::parts::settings_nav;
use crate::views::parts::settings_nav::SettingsPage;

/// The page with the form. `saved`: a change has just been saved; `refused`: why it was not.
#[must_use]
pub fn page(shell: &Shell<'_>, saved: bool, refused: Option<&str>) -> Markup {
    let i18n = shell.strings();
    let Appearance { theme, text_size, .. } = shell.appearance;
    let themes = Theme::ALL.map(|one| (one.name(), theme_label(one, i18n), one == theme));
    let sizes = TextSize::ALL.map(|one| (one.name(), size_label(one, i18n), one == text_size));
    let content = html! {
        (problem(refused))
        @if saved { p.saved role="status" { (i18n.settings_saved) } }
        form action=(SettingsPage::Appearance.address()) method="post" {
            (choices("theme", &i18n.colours_label, &themes))
            (choices("text_size", &i18n.text_size_label, &sizes))
            p.hint { (i18n.appearance_hint) }
            button.primary { (i18n.save_settings) }
        }
    };
    settings_nav::page(shell, SettingsPage::Appearance, &content)
}

fn choices(name: &str, legend: &str, choices: &[(&str, &str, bool)]) -> Markup {
    html! {
        fieldset.choices {
            legend { (legend) }
            @for (value, label, is_chosen) in choices {
                div { label { input type="radio" name=(name) value=(value) checked[*is_chosen]; " " (label) } }
            }
        }
    }
}

fn theme_label(theme: Theme, i18n: &Strings) -> &str {
    match theme {
        Theme::System => &i18n.colours_of_system,
        Theme::Light => &i18n.light_colours,
        Theme::Dark => &i18n.dark_colours,
    }
}

fn size_label(size: TextSize, i18n: &Strings) -> &str {
    match size {
        TextSize::Normal => &i18n.normal_text,
        TextSize::Large => &i18n.large_text,
        TextSize::Larger => &i18n.larger_text,
    }
}
