//! A browser's window. Expectations wait until they are met.

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WindowHandle;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::engine::{Engine, Kind, Own};
use crate::{chromium, firefox};

/// Keys that aren't characters (WebDriver, 17.4.2).
pub const ENTER: &str = "\u{e007}";
pub const END: &str = "\u{e010}";
pub const ESCAPE: &str = "\u{e00c}";
pub const UP: &str = "\u{e013}";
pub const DOWN: &str = "\u{e015}";
pub const LEFT: &str = "\u{e012}";
pub const RIGHT: &str = "\u{e014}";
pub const TAB: &str = "\u{e004}";
/// Shift+Enter: a new line in the composer.
pub const SHIFT_ENTER: &str = "\u{e008}\u{e007}\u{e000}";

/// The time limit of waiting: pages that got no stream try again every 15 seconds, on a busy machine perhaps twice.
const PATIENCE: Duration = Duration::from_secs(40);

#[derive(Clone)]
pub struct Window {
    client: Client,
    engine: Engine,
    kind: Kind,
    home: String,
    /// The current frame, or the top-level page.
    frame: RefCell<Option<String>>,
    /// Whether a command has changed the browser, so that no other test can use it.
    changed: Rc<Cell<bool>>,
}

impl Window {
    pub async fn new(client: Client, engine: Engine, kind: Kind, home: &str) -> Self {
        engine.prepare(&client, kind).await;
        Self { client, engine, kind, home: home.to_owned(), frame: RefCell::default(), changed: Rc::default() }
    }

    /// Loads a page, and waits until it has finished loading.
    pub async fn visit(&self, path: &str) {
        self.remember_the_page().await;
        let url = format!("{}{path}", self.home);
        if self.client.current_url().await.unwrap().as_str().starts_with(&self.home) {
            // Chromedriver's own command would first stop all loading, including streams.
            self.script(&format!("location.assign({})", json!(url))).await.unwrap();
        } else {
            self.client.goto(&url).await.unwrap();
        }
        // A browser that was somewhere else shows an empty page first.
        self.until(
            "location.protocol !== 'about:' && !document.documentElement.dataset.remembered \
             && document.readyState === 'complete'",
        )
        .await;
    }

    /// A command that the client library doesn't have.
    pub async fn issue(&self, command: Own) {
        self.changed.set(true);
        self.client.issue_cmd(command).await.unwrap();
    }

    pub fn is_changed(&self) -> bool {
        self.changed.get()
    }

    /// Sets the cookies of a `Cookie` header for the current page's host. Scripts can read the username.
    pub async fn set_cookies(&self, header: &str) {
        for pair in header.split("; ") {
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookie =
                json!({ "name": name, "value": value, "httpOnly": !name.ends_with("-user"), "sameSite": "Lax" });
            // Such names are for HTTPS.
            cookie["secure"] = json!(name.starts_with("__Host-"));
            self.client.issue_cmd(Own("cookie", json!({ "cookie": cookie }))).await.unwrap();
        }
    }

    pub async fn go_back(&self) {
        self.client.back().await.unwrap();
    }

    /// Marks the current document.
    pub async fn remember_the_page(&self) {
        self.script("document.documentElement.dataset.remembered = 'yes'").await.unwrap();
    }

    /// Asserts that the marked document is still there, and that no other is loading.
    pub async fn is_still_the_same_page(&self) {
        let state = self.script("return [document.documentElement.dataset.remembered, document.readyState]").await;
        assert_eq!(state.unwrap(), json!(["yes", "complete"]));
    }

    /// Waits until the page at this path has finished loading.
    pub async fn is_at(&self, path: &str) {
        self.until(&format!("location.pathname === '{path}' && document.readyState === 'complete'")).await;
    }

    /// Types at the end of a field.
    pub async fn fill(&self, css: &str, text: &str) {
        self.element(css).await.send_keys(text).await.unwrap();
    }

    /// Presses keys on the focused element.
    pub async fn keys(&self, keys: &str) {
        self.client.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Undoes the last change of the focused field. WebKit's driver gives the keys to the page, but not to its editor.
    pub async fn undo(&self) {
        if self.engine == Engine::WebKit {
            self.script("document.execCommand('undo')").await.unwrap();
        } else {
            self.keys("\u{e009}z\u{e000}").await;
        }
    }

    /// Drags with the mouse, from one place of the page to another.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let move_to = |(x, y)| PointerAction::MoveTo { duration: None, x, y };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(from))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(move_to(to))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Clicks, or taps.
    pub async fn press(&self, css: &str) {
        let click = async || {
            self.ready().await?;
            let element = self.client.find(Locator::Css(css)).await.map_err(text)?;
            // Chromedriver can't scroll in lists that are laid out in reverse.
            let show = format!("document.querySelector({}).scrollIntoView({{ block: 'nearest' }})", json!(css));
            self.script(&show).await.map_err(text)?;
            element.click().await.map_err(text)
        };
        self.eventually(&format!("{css} can be pressed"), click).await;
    }

    /// Opens the own menu and logs out.
    pub async fn log_out(&self) {
        self.press(".own").await;
        self.press("form[action='/logout'] button").await;
    }

    /// Opens the own menu and follows the link to the settings.
    pub async fn open_settings(&self) {
        self.press(".own").await;
        self.press("#me a[href='/settings']").await;
    }

    /// Types into the composer and presses Enter.
    pub async fn say(&self, body: &str) {
        self.fill("#composer-body", &format!("{body}{ENTER}")).await;
    }

    /// Waits until the list has exactly these messages.
    pub async fn sees<S: AsRef<str>>(&self, messages: &[S]) {
        let wanted: Vec<&str> = messages.iter().map(AsRef::as_ref).collect();
        let look = async || {
            let seen = self.texts("article .body").await.map_err(text)?;
            if seen == wanted { Ok(()) } else { Err(format!("{seen:?}")) }
        };
        self.eventually(&format!("these are seen: {wanted:?}"), look).await;
    }

    /// Waits until an element with this text is visible.
    pub async fn reads(&self, css: &str, wanted: &str) {
        let look = async || {
            let texts = self.texts(css).await.map_err(text)?;
            if texts.iter().any(|seen| seen.contains(wanted)) { Ok(()) } else { Err(format!("{texts:?}")) }
        };
        self.eventually(&format!("{css} says {wanted:?}"), look).await;
    }

    /// Waits until an expression is true.
    pub async fn until(&self, expression: &str) {
        let look = async || {
            let value = self.script(&format!("return {expression}")).await.map_err(text)?;
            if value == json!(true) { Ok(()) } else { Err(value.to_string()) }
        };
        self.eventually(expression, look).await;
    }

    /// The current value of an expression.
    pub async fn value(&self, expression: &str) -> Value {
        self.script(&format!("return {expression}")).await.unwrap()
    }

    /// The value of an expression once it no longer changes: positions move until fonts and streams have arrived.
    pub async fn at_rest(&self, expression: &str) -> Value {
        let last = RefCell::new(Value::Null);
        let look = async || {
            let value = self.value(expression).await;
            let before = last.replace(value.clone());
            if before == value { Ok(value) } else { Err(format!("{before} became {value}")) }
        };
        self.eventually(&format!("{expression} is at rest"), look).await
    }

    /// The current value of a field.
    pub async fn typed(&self, css: &str) -> String {
        self.value(&format!("document.querySelector({}).value", json!(css))).await.as_str().unwrap().to_owned()
    }

    /// Waits until an element is visible.
    pub async fn can_see(&self, css: &str) {
        self.element(css).await;
    }

    /// Waits until an element is not visible.
    pub async fn cannot_see(&self, css: &str) {
        let look = async || if self.shows(css).await { Err("it is seen".to_owned()) } else { Ok(()) };
        self.eventually(&format!("{css} is hidden"), look).await;
    }

    /// Whether an element is visible now.
    pub async fn shows(&self, css: &str) -> bool {
        let shown = async { self.client.find(Locator::Css(css)).await?.is_displayed().await };
        match shown.await {
            Ok(shown) => shown,
            Err(error) if error.is_no_such_element() || error.is_stale_element_reference() => false,
            Err(error) => panic!("{error:?}"),
        }
    }

    /// Switches to a frame.
    pub async fn look_into(&self, css: &str) {
        let enter = async || {
            let frame = self.client.find(Locator::Css(css)).await.map_err(text)?;
            frame.enter_frame().await.map_err(text)
        };
        self.eventually(&format!("there is a frame {css}"), enter).await;
        self.frame.replace(Some(css.to_owned()));
    }

    /// Switches to the top-level page.
    pub async fn look_up(&self) {
        self.frame.take();
        self.client.enter_parent_frame().await.unwrap();
    }

    async fn look_again(&self, frame: &str) -> Result<(), CmdError> {
        self.client.issue_cmd(Own("frame", json!({ "id": null }))).await?;
        self.client.find(Locator::Css(frame)).await?.enter_frame().await
    }

    /// Opens another tab or window of the same browser, and switches to it.
    pub async fn open(&self, tab: bool) -> WindowHandle {
        // WebKit's driver can bring only windows to the front, not tabs.
        let tab = tab && self.engine != Engine::WebKit;
        let new = self.client.new_window(tab).await.unwrap().handle;
        self.switch_to(new.clone()).await;
        self.engine.prepare(&self.client, self.kind).await;
        new
    }

    /// Closes the current tab or window, and switches to another.
    pub async fn close(&self, other: WindowHandle) {
        self.client.close_window().await.unwrap();
        self.switch_to(other).await;
    }

    /// Chooses a file, as in the dialog of a file field that may be hidden.
    pub async fn choose(&self, css: &str, file: &Path) {
        let field = self.client.find(Locator::Css(css)).await.unwrap();
        field.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// Asks pages for less motion, as a setting of the system does.
    pub async fn reduce_motion(&self) {
        self.changed.set(true);
        match self.engine {
            Engine::Firefox => firefox::reduce_motion(&self.client).await,
            _ => chromium::reduce_motion(&self.client).await,
        }
    }

    pub async fn current(&self) -> WindowHandle {
        self.client.window().await.unwrap()
    }

    pub async fn switch_to(&self, window: WindowHandle) {
        self.client.switch_to_window(window).await.unwrap();
    }

    pub async fn script(&self, script: &str) -> Result<Value, CmdError> {
        let value = self.client.execute(script, Vec::new()).await;
        let frame = self.frame.borrow().clone();
        if let (Err(error), Some(frame)) = (&value, frame)
            && error.is_no_such_window()
        {
            // The frame's page has been replaced.
            self.look_again(&frame).await?;
        }
        value
    }

    /// The visible texts of all matching elements.
    async fn texts(&self, css: &str) -> Result<Vec<String>, CmdError> {
        let script = format!("return [...document.querySelectorAll({})].map(e => e.innerText.trim())", json!(css));
        // A page that is being unloaded returns null.
        serde_json::from_value(self.script(&script).await?).map_err(CmdError::Json)
    }

    /// A visible element, on a page that has finished loading.
    async fn element(&self, css: &str) -> Element {
        let find = async || {
            self.ready().await?;
            let element = self.client.find(Locator::Css(css)).await.map_err(text)?;
            if element.is_displayed().await.map_err(text)? { Ok(element) } else { Err("it is hidden".to_owned()) }
        };
        self.eventually(&format!("there is {css}"), find).await
    }

    /// An endless page never finishes loading, but can be used.
    async fn ready(&self) -> Result<(), String> {
        let script =
            "return document.readyState === 'complete' || document.body?.classList.contains('frame') === true";
        let ready = self.script(script).await.map_err(text)?;
        if ready == json!(true) { Ok(()) } else { Err("the page is loading".to_owned()) }
    }

    /// Retries until it works. WebDriver has no other way: a waiting script ends with its page, without JavaScript
    /// promises never resolve, and scrolling or layout changes no element.
    async fn eventually<T>(&self, what: &str, attempt: impl AsyncFn() -> Result<T, String>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut glances = tokio::time::interval(self.engine.glance(self.kind));
        loop {
            glances.tick().await;
            match attempt().await {
                Ok(value) => return value,
                Err(_) if Instant::now() < deadline => {}
                Err(instead) => {
                    panic!("waited in vain until {what}; instead: {instead}\n{}", self.describe().await)
                }
            }
        }
    }

    /// Details for a failed test.
    async fn describe(&self) -> String {
        let page = self.script("return location.href + '\\n' + document.body.innerText").await;
        format!("{page:#?}\n{:#?}", self.engine.complaints(&self.client).await)
    }
}

#[allow(clippy::needless_pass_by_value)]
fn text(error: CmdError) -> String {
    // Some drivers report only the error's name.
    format!("{error:?}")
}
