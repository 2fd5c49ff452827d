//! Messages that play a sound.

use crate::app::TestApp;

#[tokio::test]
async fn a_message_plays_a_sound() {
    let app = TestApp::spawn().await;
    let (ann, bob) = (app.person("ann").await, app.person("bob").await);
    let mut stream = bob.events("/rooms/general/events").await;
    ann.say("general", "/play trombone").await;
    stream.until("data-sound=\"trombone\"").await;
    let page = bob.get("/rooms/general").await;
    assert_eq!(page.texts(".played"), ["🔊 played trombone ▶"]);
    assert_eq!(page.attribute(".played button", "aria-label").unwrap(), "Play trombone");
    for text in ["/play trombone now", "\\/play trombone", "let us /play bell"] {
        ann.say("general", text).await;
    }
    assert_eq!(bob.get("/rooms/general").await.texts(".played").len(), 1);
}

#[tokio::test]
async fn an_unknown_sound_is_refused_with_the_names_and_the_text_stays() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    for text in ["/play", "/play bongo"] {
        let form = [("body", text), ("nonce", "n")];
        let refused = ann.post("/rooms/general/messages", &form).await;
        assert_eq!((refused.status.as_u16(), refused.texts("textarea")), (422, vec![text.to_owned()]));
        let error = refused.texts("#composer-note").concat();
        assert!(error.contains("bell, chime, ") && error.contains("whistle"), "{error}");
        let fragment = ann.htmx_post("/rooms/general/messages", &form).await;
        assert_eq!((fragment.status.as_u16(), fragment.texts("textarea")), (422, vec![text.to_owned()]));
    }
    ann.say("general", "hello").await;
    let refused = ann.post("/rooms/general/messages/1/edit", &[("body", "/play bongo")]).await;
    assert_eq!((refused.status.as_u16(), refused.texts("textarea")), (422, vec!["/play bongo".to_owned()]));
    let later = [("when", "own"), ("date", "2031-01-31"), ("time", "9:00"), ("body", "/play bongo")];
    assert_eq!(ann.post("/rooms/general/later", &later).await.status, 422);
    assert_eq!(ann.get("/rooms/general").await.messages(), ["hello"]);
}

#[tokio::test]
async fn scripts_ask_whether_sounds_are_on() {
    let app = TestApp::spawn().await;
    let ann = app.person("ann").await;
    let told = async || serde_json::from_str::<serde_json::Value>(&ann.get("/notifications").await.body).unwrap();
    assert_eq!((&told().await["sound"], &told().await["quiet"]), (&false.into(), &false.into()));
    let on = [("act", "preferences"), ("level", "everything"), ("sound", "yes")];
    assert_eq!(ann.post("/settings/notifications", &on).await.status, 303);
    assert_eq!(ann.post("/settings/notifications", &[("act", "pause"), ("pause", "hour")]).await.status, 303);
    assert_eq!((&told().await["sound"], &told().await["quiet"]), (&true.into(), &true.into()));
}
