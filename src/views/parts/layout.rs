//! The layout of pages: document, sidebar, title bar.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::appearance::{Appearance, SendKey, TextSize, Theme};
use crate::model::sidebar::SidebarWidth;
use crate::model::{Branding, administration::branding::LogoVersion};
use crate::views::i18n::names::Strings;
use crate::views::parts::public_shell::PublicShell;
use crate::views::parts::shell::Shell;
use crate::views::parts::{alerts, assets, sidebar, urls};

/// htmx's configuration: no history, no inline style, and our own extension.
const HTMX_CONFIG: &str = r#"{"history":false,"includeIndicatorCSS":false,"extensions":"sse, snug"}"#;

/// A whole document, without JavaScript.
pub(crate) fn document(
    i18n: &Strings,
    branding: &Branding,
    appearance: Appearance,
    title: &str,
    class: &str,
    head: &Markup,
    body: &Markup,
) -> Markup {
    let Appearance { theme, text_size, blocks, .. } = appearance;
    let size = match text_size {
        TextSize::Normal => None,
        TextSize::Large => Some("large-text"),
        TextSize::Larger => Some("larger-text"),
    };
    html! {
        (DOCTYPE)
        html lang=(i18n.language.tag()) dir=[i18n.language.is_right_to_left().then_some("rtl")] class=[size] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content";
                (colours(theme))
                link rel="manifest" href=(crate::views::pages::manifest::ADDRESS);
                title { (title) " · " (branding) }
                link rel="stylesheet" href=(assets::APP_CSS);
                @match theme {
                    Theme::System => link rel="stylesheet" href=(assets::DARK_CSS) media=(PREFERS_DARK);,
                    Theme::Light => {}
                    Theme::Dark => link rel="stylesheet" href=(assets::DARK_CSS);,
                }
                @if blocks > 0 { link rel="stylesheet" href={ "/settings/blocked.css?v=" (blocks) }; }
                (icons(branding.logo))
                (head)
            }
            body class=(class) { (body) }
        }
    }
}

/// The icons of the page, and of the home screen: the server's logo, or Snug's. The addresses of scripts that are loaded
/// when first used are data of the icon.
fn icons(logo: Option<LogoVersion>) -> Markup {
    let (icon, touch, unread, kind) = match logo {
        Some(version) => (urls::logo(version), urls::large_logo(version), urls::unread_logo(version), None),
        None => (
            assets::ICON.to_owned(),
            assets::ICON_TOUCH.to_owned(),
            assets::ICON_UNREAD.to_owned(),
            Some("image/svg+xml"),
        ),
    };
    html! {
        link rel="apple-touch-icon" href=(touch);
        link rel="icon" href=(icon) type=[kind] data-unread=(unread) data-notifications=(assets::NOTIFICATIONS_JS)
            data-panel=(assets::PANEL_JS) data-search=(assets::SEARCH_JS) data-writing=(assets::WRITING_JS) data-files=(assets::FILES_JS)
            data-blocks=(assets::BLOCKS_JS) data-sounds=(assets::SOUNDS_JS);
    }
}

const PREFERS_DARK: &str = "(prefers-color-scheme: dark)";

/// The colours of what the browser draws: form controls, scroll bars, and the bars around the page.
fn colours(theme: Theme) -> Markup {
    let (light, dark) = ("#f4f2ed", "#161513");
    html! {
        @match theme {
            Theme::System => {
                meta name="color-scheme" content="light dark";
                meta name="theme-color" content=(light) media="(prefers-color-scheme: light)";
                meta name="theme-color" content=(dark) media=(PREFERS_DARK);
            }
            Theme::Light => {
                meta name="color-scheme" content="light";
                meta name="theme-color" content=(light);
            }
            Theme::Dark => {
                meta name="color-scheme" content="dark";
                meta name="theme-color" content=(dark);
            }
        }
    }
}

/// The head of pages that work with and without JavaScript.
fn head() -> Markup {
    html! {
        meta name="htmx-config" content=(HTMX_CONFIG);
        noscript { link rel="stylesheet" href=(assets::NOSCRIPT_CSS); }
    }
}

/// The scripts at the end of the body. Not deferred, because htmx would start before its extensions are registered.
fn scripts(i18n: &Strings) -> Markup {
    html! {
        script src=(i18n.script_address()) {}
        @for script in [assets::HTMX_JS, assets::HX_SSE_JS, assets::APP_JS] { script src=(script) {} }
        @if cfg!(debug_assertions) { script src=(assets::DEV_JS) {} }
    }
}

/// A page for somebody who isn't logged in: a centred card.
pub(crate) fn card(shell: &PublicShell, title: &str, content: &Markup) -> Markup {
    let body = html! {
        main.card {
            p.brand { (sidebar::logo(&shell.branding)) bdi { (shell.branding) } }
            (content)
        }
        (scripts(shell))
    };
    document(shell, &shell.branding, Appearance::default(), title, "outside", &head(), &body)
}

/// The configuration of htmx for a stream: how it connects, and connects again.
pub(crate) const STREAM_CONFIG: &str =
    "sse.connectTimeout:10s sse.reconnectDelay:300 sse.reconnectMaxDelay:5s sse.pauseOnBackground:false";

/// A page for somebody who is logged in: the sidebar beside the content. Where no other tab streams, the page's own stream
/// keeps the sidebar, title and icon current.
pub(crate) fn page(title: &str, shell: &Shell<'_>, content: &Markup) -> Markup {
    let stream = html! {
        div #live hx-sse:connect="/events" hx-swap="none" hx-sync="this:drop" hx-config=(STREAM_CONFIG)
            hx-trigger="wake, visibilitychange from:document, online from:window, every 15s" {}
    };
    whole_page(title, shell, content, &stream)
}

/// A page whose content has a stream of its own.
pub(crate) fn live_page(title: &str, shell: &Shell<'_>, content: &Markup) -> Markup {
    whole_page(title, shell, content, &html! {})
}

fn whole_page(title: &str, shell: &Shell<'_>, content: &Markup, stream: &Markup) -> Markup {
    let i18n = shell.strings();
    let body = html! {
        a.skip href="#main" { (i18n.skip) } " "
        (sidebar::sidebar(shell))
        main #main tabindex="-1" {
            div #alerts.banner role="status" { (alerts::alerts(shell.rooms, i18n)) }
            (content)
        }
        (stream)
        (scripts(i18n))
    };
    let mut class = match shell.appearance.sidebar {
        SidebarWidth::Normal => "inside".to_owned(),
        other => format!("inside sidebar-{}", other.name()),
    };
    if shell.appearance.send_key == SendKey::CtrlEnter {
        class.push_str(" ctrl-enter");
    }
    if shell.appearance.hides_formatting {
        class.push_str(" no-formatting");
    }
    document(i18n, shell.branding, shell.appearance, title, &class, &head(), &body)
}

/// A page with a title bar and scrolling content.
pub(crate) fn sheet(title: &str, shell: &Shell<'_>, content: &Markup) -> Markup {
    let content = html! {
        header.bar { (sidebar::button(shell)) h1 { (title) } }
        div.scroller { div.column.sheet { (content) } }
    };
    page(title, shell, &content)
}

/// The markup of a [`page`] before and after its content.
pub(crate) fn frame(title: &str, shell: &Shell<'_>) -> (String, String) {
    let whole = live_page(title, shell, &PreEscaped(MARK.to_owned())).into_string();
    whole.split_once(MARK).map(|(before, after)| (before.to_owned(), after.to_owned())).unwrap_or_default()
}

/// A placeholder in markup: a character that names can't contain.
pub(crate) const MARK: &str = "\0";
