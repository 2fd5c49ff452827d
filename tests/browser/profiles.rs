//! Open pages show new names and pictures of others.

use crate::engine::Kind::Desktop;
use crate::offline::forgive_the_outage;

/// Uploads a picture with the display name, as the form does.
const SEND_PICTURE: &str = "
    const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 });
    canvas.getContext('2d').fillRect(0, 0, 40, 30);
    canvas.toBlob((blob) => {
      const form = new FormData(document.querySelector('form.profile'));
      form.set('picture', blob, 'me.png');
      fetch('/settings/profile', { method: 'POST', body: form });
    });";

in_every_engine!(a_new_name_and_picture_show_on_every_open_page_without_a_reload, async |stage| {
    forgive_the_outage(stage);
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.enter("bob", Desktop).await;
    ann.say("hello").await;
    bob.sees(&["hello"]).await;
    bob.press(".menu-link").await;
    bob.press("#menu .reply").await;
    bob.fill("#composer-body", "half a thought").await;
    bob.remember_the_page().await;
    ann.visit("/settings").await;
    ann.fill("#name", "Ann Lee").await;
    ann.press("form.profile .primary").await;
    ann.reads(".saved", "Saved").await;
    for place in ["article .author", ".replying .whom"] {
        bob.reads(place, "Ann Lee").await;
    }
    bob.until("document.querySelector('article .author').title === '@ann'").await;
    bob.until("document.querySelector('article .avatar').dataset.initials === 'AL'").await;
    stage.stop_the_server().await;
    stage.start_the_server();
    ann.script(SEND_PICTURE).await.unwrap();
    bob.until("document.querySelector('article img.avatar')?.naturalWidth === 128").await;
    assert_eq!(bob.typed("#composer-body").await, "half a thought");
    bob.is_still_the_same_page().await;
    // One's own open pages are updated, too.
    ann.visit("/rooms/general").await;
    ann.until("document.querySelector('.own img.avatar')?.naturalWidth === 128").await;
    ann.reads(".me .name", "Ann Lee").await;
    ann.say("and again").await;
    bob.sees(&["hello", "and again"]).await;
    ann.until("document.querySelector('#messages article:last-of-type').dataset.author === 'ann'").await;
});
