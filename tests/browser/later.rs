//! Sending later, reminders and polls with JavaScript.

use serde_json::json;

use crate::engine::Kind::Desktop;

in_every_engine!(a_draft_is_scheduled_and_leaves_the_composer, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.fill("#composer-body", "for later").await;
    ann.press("#composer .later").await;
    ann.is_at("/rooms/general/later").await;
    assert_eq!(ann.typed("#body").await, "for later");
    assert!(
        ann.value("document.querySelector('input[name=zone]').value")
            .await
            .as_str()
            .is_some_and(|zone| !zone.is_empty())
    );
    ann.press("button[value=hours]").await;
    ann.reads(".kept .text", "for later").await;
    ann.visit("/rooms/general").await;
    ann.can_see("#scheduled-here a").await;
    assert_eq!(ann.typed("#composer-body").await, "");
    ann.say("now").await;
    ann.sees(&["now"]).await;
});

in_every_engine!(a_reminder_that_is_due_shows_on_an_open_page, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    ann.say("hello").await;
    ann.sees(&["hello"]).await;
    ann.visit("/rooms/general/messages/1/remind").await;
    ann.script(
        "const form = document.querySelector('[name=date]').form;
        form.noValidate = true;
        const at = new Date(Date.now() + 4000).toLocaleString('sv').split(' ');
        for (const name of ['date', 'time']) form.elements[name].type = 'text';
        [form.elements.date.value, form.elements.time.value] = at;",
    )
    .await
    .unwrap();
    ann.press("button[value=own]").await;
    ann.can_see(".saved").await;
    ann.visit("/rooms/general").await;
    ann.reads("#due-reminders .badge", "1").await;
});

in_every_engine!(people_vote_beside_the_message, async |stage| {
    let ann = stage.enter("ann", Desktop).await;
    let bob = stage.person("bob").await;
    let poll = [("question", "Where to?"), ("options", "Here\nThere"), ("kind", "single")];
    assert_eq!(bob.post("/rooms/general/poll", &poll).await.status, 303);
    ann.press(".poll .vote").await;
    ann.press("#menu [name=choice][value='1']").await;
    ann.press("#menu button[value=vote]").await;
    ann.cannot_see("#menu[open]").await;
    ann.reads(".poll li:nth-child(2) .count", "1 vote").await;
    assert_eq!(ann.value("document.querySelectorAll('.poll meter').length").await, json!(2));
    ann.press(".poll .vote").await;
    ann.can_see("#menu [name=choice][value='1']:checked").await;
});
