//! A screen reader user at a keyboard.

use std::io::{BufRead as _, BufReader};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard, mpsc};
use tokio::time::{Instant, timeout_at};

use crate::app::PASSWORD;
use crate::desk::Desk;
use crate::process::Process;

/// The time limit. Screen reader and browser start slowly on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Listener {
    desk: Desk,
    spoken: mpsc::UnboundedReceiver<String>,
    /// All utterances so far.
    heard: Vec<String>,
    _alone: MutexGuard<'static, ()>,
}

/// One desktop at a time, for small machines.
static ALONE: Mutex<()> = Mutex::const_new(());

impl Listener {
    /// Opens the login page; none where the screen reader or its browser is missing.
    pub async fn sit_down(server: &Process) -> Option<Self> {
        Self::sit_down_with(server, true).await
    }

    async fn sit_down_with(server: &Process, javascript: bool) -> Option<Self> {
        let alone = ALONE.lock().await;
        let mut desk = Desk::start()?;
        let output = desk.start_the_screen_reader();
        let (speak, spoken) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                let _ = speak.send(line);
            }
        });
        let mut listener = Self { desk, spoken, heard: Vec::new(), _alone: alone };
        listener.hears("Screen reader on.").await;
        listener.desk.open(&server.url, javascript);
        listener.hears("Username entry required.").await;
        listener.hears("Focus mode").await;
        Some(listener)
    }

    /// Opens the room `general`, logged in to an existing account.
    pub async fn enter(server: &Process, name: &str) -> Option<Self> {
        Self::enter_with(server, name, true).await
    }

    /// Opens the room `general` without JavaScript.
    pub async fn enter_without_javascript(server: &Process, name: &str) -> Option<Self> {
        Self::enter_with(server, name, false).await
    }

    async fn enter_with(server: &Process, name: &str, javascript: bool) -> Option<Self> {
        let mut listener = Self::sit_down_with(server, javascript).await?;
        listener.types(name).await;
        listener.press("Tab");
        listener.hears("Password password text.").await;
        listener.types_unseen(PASSWORD).await;
        listener.press("Return");
        listener.hears("Message to General entry.").await;
        Some(listener)
    }

    /// Waits for exactly this utterance.
    pub async fn hears(&mut self, words: &str) {
        self.waits_for(words, |said| said == words).await;
    }

    /// Waits for an utterance that begins like this, and returns it.
    pub async fn hears_of(&mut self, beginning: &str) -> String {
        self.waits_for(beginning, |said| said.starts_with(beginning)).await
    }

    /// Waits a few seconds for an utterance that begins like this.
    pub async fn hears_soon(&mut self, beginning: &str) -> Option<String> {
        self.waits_until(Instant::now() + Duration::from_secs(5), |said| said.starts_with(beginning)).await
    }

    /// Waits for an utterance that ends like this.
    pub async fn hears_at_the_end(&mut self, end: &str) {
        self.waits_for(end, |said| said.ends_with(end)).await;
    }

    /// The next utterance.
    pub async fn hears_next(&mut self) -> String {
        self.waits_for("anything", |_| true).await
    }

    async fn waits_for(&mut self, what: &str, is_it: impl Fn(&str) -> bool) -> String {
        match self.waits_until(Instant::now() + PATIENCE, is_it).await {
            Some(said) => said,
            None => panic!("waited in vain for {what:?}; all in all: {:#?}", self.heard),
        }
    }

    async fn waits_until(&mut self, deadline: Instant, is_it: impl Fn(&str) -> bool) -> Option<String> {
        while let Ok(Some(said)) = timeout_at(deadline, self.spoken.recv()).await {
            println!("    {said}");
            self.heard.push(said.clone());
            if is_it(&said) {
                return Some(said);
            }
        }
        None
    }

    /// The number of utterances that contain these words.
    pub fn times(&self, words: &str) -> usize {
        self.heard.iter().filter(|said| said.contains(words)).count()
    }

    /// Presses keys together.
    pub fn press(&self, keys: &str) {
        println!("[{keys}]");
        self.desk.press(keys);
    }

    /// Types into the focused field; each key is announced.
    pub async fn types(&mut self, text: &str) {
        println!("[{text}]");
        for character in text.chars() {
            self.desk.type_in(character);
            let name = if character == ' ' { "space".to_owned() } else { character.to_string() };
            self.hears(&name).await;
        }
    }

    /// Types a password, which is announced as dots.
    pub async fn types_unseen(&mut self, text: &str) {
        println!("[a password]");
        for character in text.chars() {
            self.desk.type_in(character);
            self.hears_at_the_end("●").await;
        }
    }
}
