//! Custom emoji: adding one, and using it in a message, as a reaction and in completion.

use serde_json::json;

use crate::engine::Kind::{Desktop, Phone};
use crate::window::{ENTER, ESCAPE, TAB, Window};

const OPEN: &str = "document.querySelector('#picker')?.open === true";
const SHUT: &str = "document.querySelector('#picker')?.open === false";
const FIRST_IS_CUSTOM: &str = "document.querySelector('#emoji-panel [role=gridcell] img.emoji') !== null";

/// Chooses a picture in the form, as the file dialog does.
const CHOOSE_PICTURE: &str = "
    const canvas = Object.assign(document.createElement('canvas'), { width: 60, height: 30 });
    canvas.getContext('2d').fillRect(0, 0, 60, 30);
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], 'party.png', { type: 'image/png' }));
      document.querySelector('#picture').files = files.files;
    });";

async fn add(window: &Window, name: &str) {
    window.visit("/emoji/custom").await;
    window.script(CHOOSE_PICTURE).await.unwrap();
    window.until("document.querySelector('#picture').files.length === 1").await;
    window.fill("#name", name).await;
    window.press("main form .primary").await;
    window.reads(".saved", "The emoji was added.").await;
}

in_every_engine!(somebody_adds_an_emoji_and_uses_it_everywhere, async |stage| {
    let bob = stage.enter("bob", Desktop).await;
    let ann = stage.enter("ann", Desktop).await;
    bob.remember_the_page().await;
    add(&ann, ":Party_Cat:").await;
    ann.until("document.querySelector('.custom-emoji img').naturalWidth === 60").await;
    ann.visit("/rooms/general").await;

    // In a message, from the picker's last category.
    ann.fill("#composer-body", "hooray").await;
    ann.press("#composer .pick").await;
    ann.until(OPEN).await;
    ann.press("#emoji-tab-10").await;
    ann.until(FIRST_IS_CUSTOM).await;
    ann.press("#emoji-panel [role=gridcell]").await;
    ann.until(SHUT).await;
    assert_eq!(ann.typed("#composer-body").await, "hooray :party_cat: ");
    ann.until("document.activeElement.id === 'composer-body'").await;
    ann.keys(ENTER).await;
    for window in [&ann, &bob] {
        window.until("document.querySelector('#message-1 .body img.emoji')?.naturalWidth === 60").await;
    }

    // As a reaction: found by name, and taken with Enter.
    bob.press("#message-1 .body").await;
    bob.press("#message-bar [aria-label='Add a reaction']").await;
    bob.until(OPEN).await;
    bob.keys("party_c").await;
    bob.until(FIRST_IS_CUSTOM).await;
    assert_eq!(
        bob.value("document.querySelector('#emoji-panel [role=gridcell]').getAttribute('aria-label')").await,
        json!("party cat")
    );
    bob.keys(ENTER).await;
    bob.until(SHUT).await;
    for window in [&ann, &bob] {
        window.until("document.querySelector('#message-1 .reactions img.emoji')?.naturalWidth === 60").await;
    }
    // Emoji that were used come first.
    bob.press("#composer .pick").await;
    bob.until(OPEN).await;
    bob.until(FIRST_IS_CUSTOM).await;
    bob.keys(ESCAPE).await;
    bob.until(SHUT).await;

    // Completed.
    bob.fill("#composer-body", "so :party_c").await;
    bob.until("document.querySelector('#completions [role=option] img.emoji') !== null").await;
    bob.keys(TAB).await;
    bob.until("document.querySelector('#composer-body').value === 'so :party_cat: '").await;
    bob.keys(ENTER).await;
    ann.until("document.querySelector('#message-2 .body img.emoji') !== null").await;
    // A reply names it.
    bob.press("#message-2 .body").await;
    bob.press("#message-bar [aria-label='Reply']").await;
    bob.reads(".replying", "so :party_cat:").await;
    bob.is_still_the_same_page().await;
});

in_every_engine!(on_a_phone_a_custom_emoji_is_large_alone_and_removed_after_asking, async |stage| {
    let ann = stage.enter("ann", Phone).await;
    add(&ann, "party").await;
    ann.visit("/rooms/general").await;
    ann.fill("#composer-body", ":party:").await;
    ann.press("#composer .primary").await;
    ann.until("document.querySelector('.body.large img.emoji')?.offsetHeight > 40").await;
    ann.until("document.documentElement.scrollWidth === innerWidth").await;
    ann.visit("/emoji/custom").await;
    ann.until("document.documentElement.scrollWidth === innerWidth").await;
    ann.press(".custom-emoji .danger").await;
    ann.press("main button.danger").await;
    ann.reads(".saved", "The emoji was removed.").await;
    ann.visit("/rooms/general").await;
    ann.sees(&[":party:"]).await;
});
