//! Tests in real browsers: what people see, with JavaScript and without.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::pedantic, dead_code, missing_docs, unreachable_pub)]

#[path = "../it/app.rs"]
mod app;
#[path = "../it/process.rs"]
mod process;

mod day;
mod driver;
mod stage;
mod window;

mod finding;
mod forms;
mod hostile;
mod limits;
mod menu;
mod offline;
mod phone;
mod profiles;
mod read_marks;
mod reading_back;
mod sending;
mod tabs;
mod talking;
mod without_javascript;
