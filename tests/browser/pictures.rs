//! Pictures large in place, and animations.

use serde_json::json;

use crate::engine::Kind::{Desktop, Phone};
use crate::files::drop;
use crate::window::{ENTER, ESCAPE, LEFT, RIGHT, Window};

/// An animation of two frames, with 60 by 40 pixels.
const ANIMATION: &str = "R0lGODlhPAAoAIEAAMgeHgAAAAAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQAFAAAACwAAAAAPAAoAAAIUAABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBDihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1K1GZAACH5BAEUAAEALAAAAAA8ACgAgR4eyAAAAAAAAAAAAAhQAAEIHEiwoMGDCBMqXMiwocOHECNKnEixosWLGDNq3Mixo8ePIEOKHEmypMmTKFOqXMmypcuXMGPKnEmzps2bOHPq3Mmzp8+fQIMKHUrUZkAAOw==";

const SHOWN: &str = "document.querySelector('.viewer[open] > img')?.alt";

fn another(name: &str) -> String {
    format!("new File([bytes], '{name}', {{ type: 'image/png' }})")
}

fn animation(name: &str) -> String {
    format!(
        "new File([Uint8Array.from(atob('{ANIMATION}'), (c) => c.charCodeAt(0))], '{name}', {{ type: 'image/gif' }})"
    )
}

/// Sends files in one message; those that say so are hidden until asked for.
async fn send(window: &Window, files: &[String], hidden: &[usize]) {
    drop(window, &format!("[{}]", files.join(", "))).await;
    window.until(&format!("document.querySelectorAll('#attached li.done').length === {}", files.len())).await;
    for place in hidden {
        window.press(&format!("#attached li:nth-child({place}) label:first-of-type input")).await;
    }
    window.press("#composer > .primary").await;
    window.until(&format!("document.querySelectorAll('article .picture img').length === {}", files.len())).await;
}

in_every_engine!(a_picture_opens_large_and_the_keyboard_leads_through_them, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    send(&ann, &["picture".to_owned(), another("hidden.png"), another("last.png")], &[2]).await;
    ann.script("document.querySelector('article .picture').focus()").await.unwrap();
    ann.keys(ENTER).await;
    ann.until(&format!("{SHOWN} === 'Picture red.png'")).await;
    ann.until("document.querySelector('.viewer > img').naturalWidth === 60").await;
    ann.reads(".viewer .place", "1 / 2").await;
    ann.until("document.activeElement.textContent === '×'").await;
    // The hidden one is left out.
    ann.keys(RIGHT).await;
    ann.until(&format!("{SHOWN} === 'Picture last.png'")).await;
    ann.keys(RIGHT).await;
    ann.keys(LEFT).await;
    ann.until(&format!("{SHOWN} === 'Picture red.png'")).await;
    // A button at the end keeps the focus.
    ann.press(".viewer [aria-label=Next]").await;
    ann.until("document.activeElement.matches('[aria-label=Next][aria-disabled=true]')").await;
    ann.keys(ENTER).await;
    ann.until(&format!("{SHOWN} === 'Picture last.png'")).await;
    ann.reads(".viewer .caption", "Picture last.png").await;
    let download = ann.value("document.querySelector('.viewer [download]').pathname").await;
    assert!(download.as_str().unwrap().ends_with("/last.png"), "{download}");
    ann.keys(ESCAPE).await;
    ann.until("document.querySelector('.viewer') === null").await;
    ann.until("document.activeElement === document.querySelector('article .picture')").await;
    // Once it was asked for, it is shown.
    ann.press("article .hidden-file summary").await;
    ann.press("article .hidden-file .picture").await;
    ann.until(&format!("{SHOWN} === 'Picture hidden.png'")).await;
    ann.reads(".viewer .place", "2 / 3").await;
});

in_every_engine!(swiping_leads_through_pictures, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    send(&ann, &["picture".to_owned(), another("second.png")], &[]).await;
    ann.press("article .picture").await;
    ann.until(&format!("{SHOWN} === 'Picture red.png'")).await;
    let swipe = async |from: u32, to: u32| {
        let script = format!(
            "const touch = (name, x) => document.querySelector('.viewer > img').dispatchEvent(Object.assign(new Event(name, {{ bubbles: true }}), \
             {{ touches: [{{ clientX: x, clientY: 300 }}], changedTouches: [{{ clientX: x, clientY: 310 }}] }})); \
             touch('touchstart', {from}); touch('touchend', {to});"
        );
        ann.script(&script).await.unwrap();
    };
    swipe(300, 200).await;
    ann.until(&format!("{SHOWN} === 'Picture second.png'")).await;
    swipe(200, 180).await;
    swipe(100, 300).await;
    ann.until(&format!("{SHOWN} === 'Picture red.png'")).await;
    let heights = "[...document.querySelectorAll('.viewer .tools .button')].filter((one) => one.offsetWidth).every((one) => one.offsetHeight >= 44 && one.offsetWidth >= 44)";
    ann.until(heights).await;
    ann.until("document.querySelector('.viewer').scrollWidth <= innerWidth").await;
});

/// Whether each animation has a button of its own, within its picture.
const OWN_BUTTONS: &str = "[...document.querySelectorAll('.moving')].every((place) => { \
    const [button, image] = [place.querySelector('.pause'), place.querySelector('img')].map((one) => one?.getBoundingClientRect()); \
    return button && button.left >= image.left && button.right <= image.right && button.top >= image.top && button.bottom <= image.bottom; })";

in_every_engine!(each_animation_has_a_button_on_its_picture, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    send(&ann, &[animation("one.gif"), animation("two.gif"), animation("three.gif")], &[3]).await;
    ann.until("document.querySelectorAll('.moving > .pause').length === 3").await;
    ann.press("article .hidden-file summary").await;
    ann.until(OWN_BUTTONS).await;
    ann.script("document.dir = 'rtl'").await.unwrap();
    ann.until(OWN_BUTTONS).await;
    ann.script("document.dir = 'ltr'").await.unwrap();
    ann.press(".moving:nth-child(2) > .pause").await;
    let sources = "[...document.querySelectorAll('.moving img')].map((image) => image.currentSrc.endsWith('size=small')).join()";
    ann.until(&format!("{sources} === 'false,true,false'")).await;
    let labels = "[...document.querySelectorAll('.pause')].map((button) => button.getAttribute('aria-label').split(' ')[0]).join()";
    assert_eq!(ann.value(labels).await, json!("Pause,Play,Pause"));
    // It stands still in the viewer, too, until it is played.
    ann.press(".moving:nth-child(2) > .picture").await;
    ann.until("document.querySelector('.viewer > img')?.currentSrc.endsWith('size=small') === true").await;
    ann.press(".viewer [aria-label^=Play]").await;
    ann.until("document.querySelector('.viewer > img').currentSrc.endsWith('two.gif')").await;
});

in_every_engine!(
    an_animation_plays_on_request_with_reduced_motion,
    except(WebKit, "its driver can't ask pages for less motion"),
    async |stage| {
        let ann = stage.enter("ann", Desktop).await;
        ann.reduce_motion().await;
        ann.until("matchMedia('(prefers-reduced-motion: reduce)').matches").await;
        send(&ann, &[animation("one.gif")], &[]).await;
        ann.until("document.querySelector('.moving img').currentSrc.endsWith('size=small')").await;
        ann.press(".pause[aria-label^=Play]").await;
        ann.until("document.querySelector('.moving img').currentSrc.endsWith('one.gif')").await;
        ann.press(".pause[aria-label^=Pause]").await;
        ann.until("document.querySelector('.moving img').currentSrc.endsWith('size=small')").await;
    }
);
