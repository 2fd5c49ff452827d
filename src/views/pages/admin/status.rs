//! How the server is doing, in words and small charts.

use jiff::Timestamp;
use maud::{Markup, html};

use crate::model::administration::status::{Point, ServerStatus};
use crate::views::i18n::dates;
use crate::views::i18n::names::Strings;
use crate::views::i18n::sizes;
use crate::views::parts::admin_nav;
use crate::views::parts::admin_nav::AdminPage;
use crate::views::parts::chart::chart;
use crate::views::parts::shell::Shell;

/// The page.
#[must_use]
pub fn page(shell: &Shell<'_>, status: &ServerStatus) -> Markup {
    let i18n = shell.strings();
    let content = html! {
        (readiness(status, i18n))
        section { h2 { (i18n.status_now) } (now(status, shell)) }
        section { h2 { (i18n.status_stored) } (stored(status, i18n)) }
        section { h2 { (i18n.status_waiting) } (waiting(status, i18n)) }
        section { h2 { (i18n.status_refused) } (refused(status, i18n)) }
        section { h2 { (i18n.status_last_hour) } (charts(&status.history, i18n)) (table(&status.history, i18n)) }
    };
    admin_nav::page(shell, AdminPage::Status, None, &content)
}

fn readiness(status: &ServerStatus, i18n: &Strings) -> Markup {
    html! {
        @if status.failing.is_empty() {
            p { (i18n.status_ready) }
        } @else {
            section.warning {
                h2 { (i18n.status_not_ready) }
                ul { @for (name, reason) in &status.failing { li { (check(name, i18n)) (i18n.comma) bdi lang="en" { (reason) } } } }
            }
        }
    }
}

fn check<'a>(name: &'a str, i18n: &'a Strings) -> &'a str {
    match name {
        "reads" => &i18n.check_reads,
        "writes" => &i18n.check_writes,
        "disk" => &i18n.check_disk,
        "jobs" => &i18n.check_jobs,
        "running" => &i18n.check_running,
        other => other,
    }
}

fn figure(label: &str, value: impl maud::Render) -> Markup {
    html! { dt { (label) } dd { (value) } }
}

fn now(status: &ServerStatus, shell: &Shell<'_>) -> Markup {
    let i18n = shell.strings();
    let started = status.started_at.and_then(|at| Timestamp::from_second(i64::try_from(at).ok()?).ok());
    html! {
        dl.figures {
            (figure(&i18n.server_version, status.version))
            @if let Some(at) = started { (figure(&i18n.running_since, dates::day_and_time(at, shell.locale))) }
            (figure(&i18n.open_connections, status.connections))
            (figure(&i18n.live_pages, status.streams))
            (figure(&i18n.posts_last_hour, status.messages.last_hour))
        }
    }
}

fn stored(status: &ServerStatus, i18n: &Strings) -> Markup {
    let store = &status.store;
    let size = |bytes| sizes::in_words(bytes, i18n);
    html! {
        dl.figures {
            (figure(&i18n.people, store.accounts))
            (figure(&i18n.rooms, store.rooms))
            (figure(&i18n.all_messages, status.messages.messages))
            (figure(&i18n.database_size, size(store.database_bytes)))
            (figure(&i18n.log_size, size(store.log_bytes)))
            (figure(&i18n.files_size, size(store.file_bytes)))
            @if let Some(free) = store.free_bytes { (figure(&i18n.free_space, size(free))) }
            (figure(&i18n.schema_version, store.schema))
        }
    }
}

fn waiting(status: &ServerStatus, i18n: &Strings) -> Markup {
    let store = &status.store;
    html! {
        dl.figures {
            (figure(&i18n.waiting_writes, status.waiting_writes))
            (figure(&i18n.waiting_mails, store.waiting_mails))
            (figure(&i18n.waiting_pushes, store.waiting_pushes))
            (figure(&i18n.waiting_removals, store.waiting_file_removals))
            (figure(&i18n.waiting_index, store.unindexed))
        }
    }
}

fn refused(status: &ServerStatus, i18n: &Strings) -> Markup {
    html! {
        @if status.rejections.is_empty() {
            p { (i18n.status_nothing_refused) }
        } @else {
            dl.figures { @for (limit, count) in &status.rejections { dt { code { (limit) } } dd { (count) } } }
        }
    }
}

/// What is drawn: its title, its value at a point, and that in words.
struct Series<'a> {
    title: &'a str,
    value: fn(&Point) -> u64,
    words: fn(u64, &Strings) -> String,
}

fn series(i18n: &Strings) -> [Series<'_>; 7] {
    let number: fn(u64, &Strings) -> String = |value, _| value.to_string();
    [
        Series { title: &i18n.chart_posts, value: |point| point.posts, words: number },
        Series { title: &i18n.chart_deliveries, value: |point| point.deliveries, words: number },
        Series { title: &i18n.chart_requests, value: |point| point.requests, words: number },
        Series { title: &i18n.chart_refused, value: |point| point.rejections, words: number },
        Series { title: &i18n.chart_latency, value: |point| point.latency.unwrap_or(0), words: milliseconds },
        Series { title: &i18n.live_pages, value: |point| point.streams, words: number },
        Series { title: &i18n.chart_memory, value: |point| point.memory, words: sizes::in_words },
    ]
}

/// Microseconds as milliseconds.
fn milliseconds(micros: u64, i18n: &Strings) -> String {
    let (whole, hundredths) = (micros / 1_000, micros % 1_000 / 10);
    let number = if hundredths == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{hundredths:02}").trim_end_matches('0').to_owned()
    };
    i18n.milliseconds(number)
}

fn charts(history: &[Point], i18n: &Strings) -> Markup {
    html! {
        div.charts {
            @for Series { title, value, words } in series(i18n) {
                @let values: Vec<u64> = history.iter().map(value).collect();
                @let now = words(values.last().copied().unwrap_or_default(), i18n);
                @let most = words(values.iter().copied().max().unwrap_or_default(), i18n);
                (chart(title, &i18n.chart_now_most(now, most), &values))
            }
        }
    }
}

fn table(history: &[Point], i18n: &Strings) -> Markup {
    html! {
        details {
            summary { (i18n.status_figures_in_table) }
            div.minutes tabindex="0" role="region" aria-label=(i18n.status_figures_in_table) {
                table {
                    thead { tr {
                        th scope="col" { (i18n.minutes_ago) }
                        @for Series { title, .. } in series(i18n) { th scope="col" { (title) } }
                    } }
                    tbody {
                        @for (ago, point) in history.iter().rev().enumerate() {
                            tr {
                                th scope="row" { (ago) }
                                @for Series { value, words, .. } in series(i18n) { td { (words(value(point), i18n)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
