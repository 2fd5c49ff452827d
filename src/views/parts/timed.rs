//! Rendered messages whose times can be rewritten for another zone, without rendering anything else again.
//!
//! Only times of day and headings of days differ between readers of one language. Their positions are recorded during
//! rendering. They can't be found by searching the markup, because messages may contain anything.

use std::ops::Range;

use jiff::Timestamp;
use maud::{Markup, PreEscaped};

use crate::model::{Locale, Message, Slug};
use crate::views::i18n::dates;
use crate::views::parts::layout::MARK;
use crate::views::parts::messages;

/// Rendered messages, and the positions of their times.
#[derive(Clone, Debug, Default)]
pub struct Timed {
    markup: String,
    times: Vec<Time>,
}

/// The positions of one message's time in the markup, in bytes.
#[derive(Clone, Debug)]
struct Time {
    at: Timestamp,
    /// The heading of the day above the message: empty where the message doesn't begin a day, none outside of lists.
    heading: Option<Range<usize>>,
    text: Range<usize>,
}

impl Timed {
    /// One message, without a heading.
    #[must_use]
    pub fn message(message: &Message, slug: &Slug, locale: &Locale) -> Self {
        let mut timed = Self::default();
        timed.push(message, None, slug, locale);
        timed
    }

    /// A list of messages, with a heading where a day begins.
    pub(crate) fn list(messages: &[Message], slug: &Slug, locale: &Locale) -> Self {
        let (mut timed, mut last_day) = (Self::default(), None);
        for message in messages {
            let start = timed.markup.len();
            let day = dates::day(message.posted_at, locale);
            if last_day.replace(day) != Some(day) {
                timed.markup.push_str(&messages::day_heading(message, locale).0);
            }
            timed.push(message, Some(start..timed.markup.len()), slug, locale);
        }
        timed
    }

    fn push(&mut self, message: &Message, heading: Option<Range<usize>>, slug: &Slug, locale: &Locale) {
        let markup = messages::message_timed(message, slug, locale, MARK).into_string();
        // The last one: the text before it may contain any character.
        let (before, after) = markup.rsplit_once(MARK).unwrap_or((&markup, ""));
        self.markup.push_str(before);
        let start = self.markup.len();
        self.markup.push_str(&dates::time_of_day(message.posted_at, locale));
        self.times.push(Time { at: message.posted_at, heading, text: start..self.markup.len() });
        self.markup.push_str(after);
    }

    /// Adds markup without times before and after.
    pub(crate) fn between(mut self, before: &str, after: &str) -> Self {
        for time in &mut self.times {
            for range in time.heading.iter_mut().chain([&mut time.text]) {
                *range = range.start + before.len()..range.end + before.len();
            }
        }
        self.markup.insert_str(0, before);
        self.markup.push_str(after);
        self
    }

    /// The markup in the locale it was rendered for, and the positions for rewriting it.
    #[must_use]
    pub fn into_parts(self) -> (Markup, Times) {
        (PreEscaped(self.markup), Times(self.times))
    }
}

/// The positions of times in rendered markup.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Time>);

impl Times {
    /// Rewrites the markup that these positions belong to: with the times of another zone, and with a line before the
    /// message of this index.
    #[must_use]
    pub fn rewritten(&self, markup: &str, zone: Option<&Locale>, line: Option<(usize, &Markup)>) -> String {
        let mut whole = String::with_capacity(markup.len() + markup.len() / 32);
        let (mut copied, mut last_day) = (0, None);
        for (number, Time { at, heading, text }) in self.0.iter().enumerate() {
            if let Some(heading) = heading
                && let Some((_, line)) = line.filter(|(message, _)| *message == number)
            {
                whole.extend([&markup[copied..heading.start], &line.0]);
                copied = heading.start;
            }
            let Some(locale) = zone else { continue };
            if let Some(heading) = heading {
                whole.push_str(&markup[copied..heading.start]);
                copied = heading.end;
                let day = dates::day(*at, locale);
                if last_day.replace(day) != Some(day) {
                    whole.push_str(&messages::day_heading_of(day, locale).0);
                }
            }
            whole.push_str(&markup[copied..text.start]);
            whole.push_str(&dates::time_of_day(*at, locale));
            copied = text.end;
        }
        whole.push_str(&markup[copied..]);
        whole
    }

    /// The memory used, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.len() * size_of::<Time>()
    }
}
