//! Tests in real browsers of all engines, with JavaScript and without.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;
#[path = "../it/second.rs"]
mod second;
#[path = "../it/skip.rs"]
mod skip;

#[macro_use]
mod cases;

mod browser;
mod chromium;
mod engine;
mod firefox;
mod network;
mod pool;
mod reaper;
mod stage;
mod voice;
mod webkit;
mod window;

mod alerts;
mod bar;
mod code_blocks;
mod custom_emoji;
mod day;
mod files;
mod finding;
mod first_run;
mod focus;
mod forms;
mod guests;
mod hostile;
mod https;
mod keys;
mod later;
mod leaving;
mod limits;
mod menu;
mod notifications;
mod offline;
mod pages_without_rooms;
mod panels;
mod panels_live;
mod passkeys;
mod pasting;
mod people;
mod phone;
mod picker;
mod pictures;
mod profiles;
mod read_marks;
mod reading_back;
mod sending;
mod settings;
mod shifts;
mod sidebar;
mod sounds;
mod tabs;
mod talking;
mod uploads;
mod without_javascript;
mod writing;
