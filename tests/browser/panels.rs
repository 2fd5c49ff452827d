//! Panels beside the conversation, and search while typing.

use serde_json::json;

use crate::engine::Kind::{Desktop, DesktopWithoutJavaScript, Phone};
use crate::engine::Own;
use crate::stage::Stage;
use crate::window::{ENTER, ESCAPE, Window};

const CLOSED: &str = "!document.querySelector('#panel') && !history.state?.panel";
const BESIDE: &str =
    "document.querySelector('body > #panel') !== null && !document.querySelector('#panel[aria-busy]')";
const OVER: &str = "document.querySelector('#panel-sheet[open] > #panel') !== null";

async fn panel_reads(window: &Window, title: &str) {
    window
        .until(&format!("document.querySelector('#panel-title')?.textContent.trim() === {}", json!(title)))
        .await;
    window.until("!document.querySelector('#panel[aria-busy]')").await;
}

/// ann in a room with a message by bob.
async fn enter(stage: &Stage, kind: crate::engine::Kind) -> (Window, crate::app::Person) {
    let ann = stage.enter("ann", kind).await;
    let bob = stage.person("bob").await;
    bob.say("general", "hello").await;
    ann.sees(&["hello"]).await;
    ann.remember_the_page().await;
    (ann, bob)
}

in_every_engine!(details_open_beside_the_conversation_which_stays_live, async |stage| {
    let (ann, bob) = enter(stage, Desktop).await;
    ann.fill("#composer-body", "half a thought").await;
    ann.press(".bar a[href$='/about']").await;
    panel_reads(&ann, "About General").await;
    ann.until(BESIDE).await;
    ann.until("document.activeElement.id === 'panel-title'").await;
    ann.until("location.pathname === '/rooms/general'").await;
    ann.until("document.querySelector('#panel').role === 'complementary'").await;
    ann.reads("#panel #members h2", "2 members").await;
    bob.say("general", "meanwhile").await;
    ann.sees(&["hello", "meanwhile"]).await;
    assert_eq!(ann.typed("#composer-body").await, "half a thought");
    // The conversation is beside it, not below it.
    ann.until("document.querySelector('main').getBoundingClientRect().right <= document.querySelector('#panel').getBoundingClientRect().left + 1").await;
    ann.until("document.documentElement.scrollWidth <= innerWidth").await;

    // Another page in the panel, back to the first, and back to the conversation.
    ann.press("#panel a[href$='/pins']").await;
    panel_reads(&ann, "Pins").await;
    ann.go_back().await;
    panel_reads(&ann, "About General").await;
    ann.go_back().await;
    ann.until(CLOSED).await;
    ann.until("document.activeElement.matches(\".bar a[href$='/about']\")").await;

    // Its button and Escape close it, too, and leave nothing in the history.
    ann.press(".bar a[href$='/pins']").await;
    panel_reads(&ann, "Pins").await;
    ann.keys(ESCAPE).await;
    ann.until(CLOSED).await;
    ann.until("document.activeElement.matches(\".bar a[href$='/pins']\")").await;
    ann.press(".bar a[href$='/about']").await;
    panel_reads(&ann, "About General").await;
    ann.press("#panel .close").await;
    ann.until(CLOSED).await;
    assert_eq!(ann.typed("#composer-body").await, "half a thought");
    ann.is_still_the_same_page().await;
});

in_every_engine!(a_reload_opens_the_panel_again_and_its_page_has_an_address, async |stage| {
    let (ann, _bob) = enter(stage, Desktop).await;
    ann.press(".bar a[href$='/pins']").await;
    panel_reads(&ann, "Pins").await;
    ann.script("location.reload()").await.unwrap();
    ann.until("!document.documentElement.dataset.remembered && document.readyState === 'complete'").await;
    panel_reads(&ann, "Pins").await;
    ann.is_at("/rooms/general").await;
    ann.press("#panel > .head a").await;
    ann.is_at("/rooms/general/pins").await;
});

in_every_engine!(forms_in_the_panel_show_errors_and_results_there, async |stage| {
    stage.forgive("422");
    let (ann, _bob) = enter(stage, Desktop).await;
    ann.press(".bar a[href$='/about']").await;
    panel_reads(&ann, "About General").await;
    ann.fill("#panel input[name=username]", "nobody at all").await;
    ann.press("#panel form[action$='/invite'] button").await;
    ann.can_see("#panel [aria-invalid=true]").await;
    ann.until("document.activeElement.name === 'username' && document.activeElement.value === 'nobody at all'")
        .await;
    panel_reads(&ann, "Add people to General").await;
    ann.go_back().await;
    panel_reads(&ann, "About General").await;
    ann.press("#panel [name=involvement][value=mentions]").await;
    ann.press("#panel form[action$='/involvement'] button").await;
    ann.can_see("#panel .saved").await;
    ann.until("document.querySelector('#panel [name=involvement][value=mentions]').checked").await;
    ann.reads("#panel > [role=status]", "Saved").await;

    // Removing somebody asks, in the panel.
    ann.press("#panel a[href$='/remove?username=bob']").await;
    panel_reads(&ann, "Remove bob from General?").await;
    ann.press("#panel .primary.danger").await;
    panel_reads(&ann, "About General").await;
    ann.reads("#panel #members h2", "1 member").await;
    // A form that leads elsewhere leaves the room.
    ann.is_still_the_same_page().await;
    ann.press("#panel form[action$='/leave'] button").await;
    ann.is_at("/rooms").await;
});

in_every_engine!(somebody_who_comes_is_among_the_members, async |stage| {
    let (ann, _bob) = enter(stage, Desktop).await;
    ann.press(".bar .wide-only[href*='/about']").await;
    panel_reads(&ann, "About General").await;
    ann.reads("#panel #members h2", "2 members").await;
    let _cy = stage.enter("cy", Desktop).await;
    ann.reads("#panel #members h2", "3 members").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(a_pinned_message_is_shown_in_the_conversation, async |stage| {
    let (ann, bob) = enter(stage, Desktop).await;
    for number in 1..=20 {
        bob.say("general", &format!("line {number}\n\n\n\n.")).await;
    }
    bob.post("/rooms/general/messages/1/pin", &[("sure", "yes")]).await;
    ann.visit("/rooms/general?newest=yes").await;
    ann.remember_the_page().await;
    ann.press(".bar a[href$='/pins']").await;
    ann.reads("#panel .kept .body", "hello").await;
    ann.press("#panel .kept .last a").await;
    ann.until("document.activeElement.id === 'message-1'").await;
    ann.until("(({ top, bottom }) => top > 0 && bottom < innerHeight)(document.querySelector('#message-1').getBoundingClientRect())").await;
    ann.can_see("#panel").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(
    a_message_that_is_not_loaded_opens_with_the_panel_beside_it,
    server("--messages-per-minute", "0"),
    async |stage| {
        let (ann, bob) = enter(stage, Desktop).await;
        for number in 1..=60 {
            bob.say("general", &format!("line {number}")).await;
        }
        bob.post("/rooms/general/messages/1/pin", &[("sure", "yes")]).await;
        ann.visit("/rooms/general?newest=yes").await;
        ann.press(".bar a[href$='/pins']").await;
        ann.press("#panel .kept .last a").await;
        ann.is_at("/rooms/general/messages/1").await;
        ann.can_see(".marked").await;
        panel_reads(&ann, "Pins").await;
        ann.press("#panel .close").await;
        ann.until(CLOSED).await;
    }
);

in_every_engine!(on_a_phone_the_panel_is_over_the_conversation, async |stage| {
    let (ann, bob) = enter(stage, Phone).await;
    ann.press(".bar a[href$='/about']").await;
    panel_reads(&ann, "About General").await;
    ann.until(OVER).await;
    ann.until("document.activeElement.id === 'panel-title'").await;
    ann.until("document.querySelector('#panel').getBoundingClientRect().width === innerWidth").await;
    ann.until("document.documentElement.scrollWidth <= innerWidth").await;
    bob.say("general", "meanwhile").await;
    ann.until("document.querySelectorAll('#messages article').length === 2").await;
    ann.go_back().await;
    ann.until(CLOSED).await;
    ann.is_at("/rooms/general").await;
    ann.press(".bar a[href$='/about']").await;
    ann.until(OVER).await;
    ann.keys(ESCAPE).await;
    ann.until(CLOSED).await;
    ann.until("!document.querySelector('dialog[open]')").await;
    // The search in the drawer.
    ann.press(".rooms-button").await;
    ann.fill("#sought", &format!("hello{ENTER}")).await;
    panel_reads(&ann, "Search").await;
    ann.until(OVER).await;
    ann.reads("#panel .hits .snippet", "hello").await;
    ann.press("#panel .hits a").await;
    ann.until(CLOSED).await;
    ann.until("document.activeElement.id === 'message-1'").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(
    the_panel_follows_the_width_of_the_window,
    except(Firefox, "its windows don't change size in these tests"),
    async |stage| {
        let (ann, _bob) = enter(stage, Desktop).await;
        let resize =
            async |width: u32| ann.issue(Own("window/rect", json!({ "width": width, "height": 800 }))).await;
        ann.press(".bar a[href$='/about']").await;
        panel_reads(&ann, "About General").await;
        ann.until(BESIDE).await;
        ann.fill("#panel input[name=username]", "bo").await;
        resize(900).await;
        ann.until(OVER).await;
        ann.until("document.activeElement.name === 'username'").await;
        assert_eq!(ann.typed("#panel input[name=username]").await, "bo");
        resize(1280).await;
        ann.until(BESIDE).await;
        ann.until("!document.querySelector('#panel-sheet')").await;
        ann.until("document.activeElement.name === 'username'").await;
        ann.press("#panel .close").await;
        ann.until(CLOSED).await;
    }
);

in_every_engine!(a_messages_history_opens_in_the_panel_from_its_menu, async |stage| {
    let (ann, bob) = enter(stage, Desktop).await;
    bob.post("/rooms/general/messages/1/edit", &[("body", "hello all")]).await;
    ann.reads("#message-1 .body", "hello all").await;
    ann.press("#message-1 .edited a").await;
    ann.reads("#panel .versions li:last-child .body", "hello").await;
    ann.press("#panel .close").await;
    ann.until(CLOSED).await;
    ann.press("#message-1 .menu-link").await;
    ann.press("#menu a[href$='/history']").await;
    ann.reads("#panel .versions li:first-child .body", "hello all").await;
    ann.until("!document.querySelector('#menu').open").await;
    ann.keys(ESCAPE).await;
    ann.until("document.activeElement.matches('#message-1 .menu-link')").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(without_javascript_details_are_a_page_and_removing_asks, async |stage| {
    let ann = stage.enter("ann", DesktopWithoutJavaScript).await;
    stage.person("bob").await;
    ann.press(".bar a[href$='/about']").await;
    ann.is_at("/rooms/general/about").await;
    ann.press(".people a[href$='/remove?username=bob']").await;
    ann.is_at("/rooms/general/remove").await;
    ann.press("main .primary.danger").await;
    ann.is_at("/rooms/general/about").await;
    ann.reads("#members h2", "1 member").await;
});

in_every_engine!(hits_are_shown_while_a_search_is_typed, async |stage| {
    let (ann, bob) = enter(stage, Desktop).await;
    for text in ["the first meeting", "another meeting", "会議"] {
        bob.say("general", text).await;
    }
    ann.visit("/search").await;
    ann.remember_the_page().await;
    let hits = |number: u32| format!("document.querySelectorAll('#results .hits li').length === {number}");
    ann.fill("#q", "meeting").await;
    ann.until(&hits(2)).await;
    ann.reads("[role=status].hidden", "2").await;
    ann.until("location.search === '?q=meeting' && document.title.includes('meeting')").await;
    ann.until("document.activeElement.id === 'q'").await;
    ann.fill("#q", " first").await;
    ann.until(&hits(1)).await;
    ann.fill("#q", " x").await;
    ann.until(&hits(0)).await;
    ann.can_see("#results .outcome").await;
    // One letter finds nothing, one ideograph something.
    let set = async |text: &str| {
        ann.script("document.querySelector('#q').value = ''").await.unwrap();
        ann.fill("#q", text).await;
    };
    set("m").await;
    ann.until("!document.querySelector('#results')").await;
    set("会").await;
    ann.until("document.querySelector('#results') !== null").await;
    ann.is_still_the_same_page().await;
});

in_every_engine!(a_search_from_the_room_stays_beside_it, async |stage| {
    let (ann, bob) = enter(stage, Desktop).await;
    bob.post("/rooms", &[("name", "Garden")]).await;
    bob.say("garden", "hello garden").await;
    ann.fill("#sought", &format!("hello{ENTER}")).await;
    panel_reads(&ann, "Search").await;
    ann.until("document.querySelectorAll('#panel .hits li').length === 2").await;
    ann.until("document.activeElement.closest('#panel') !== null").await;
    ann.fill("#panel [name=q]", " garden").await;
    ann.until("document.querySelectorAll('#panel .hits li').length === 1").await;
    ann.reads("#panel > [role=status]", "1").await;
    ann.is_still_the_same_page().await;
    // A hit in another room leads there.
    ann.press("#panel .hits a").await;
    ann.until("location.pathname.startsWith('/rooms/garden/messages/')").await;
});

in_every_engine!(
    the_line_of_new_messages_counts_them_and_leads_both_ways,
    server("--messages-per-minute", "0"),
    async |stage| {
        let (ann, bob) = enter(stage, Desktop).await;
        ann.visit("/settings").await;
        for number in 1..=30 {
            bob.say("general", &format!("line {number}\n\n.")).await;
        }
        ann.visit("/rooms/general").await;
        ann.reads("#new", "30 new since ").await;
        ann.until("document.querySelector('#new time').title !== ''").await;
        ann.script("document.querySelector('#scroller').scrollBy(0, 900)").await.unwrap();
        ann.reads(".float.up button", "30 new since ").await;
        ann.press(".float.up button").await;
        ann.until("(({ top }) => top > 0 && top < 200)(document.querySelector('#new').getBoundingClientRect())")
            .await;
        ann.press("#new a").await;
        ann.until("document.querySelector('#scroller').scrollTop > -5").await;
        ann.until("!document.querySelector('.float.up')").await;
        ann.until("document.querySelector('#to-newest').hidden").await;
    }
);

in_every_engine!(the_switcher_opens_from_the_sidebar_with_what_is_unread_first, async |stage| {
    let (ann, bob) = enter(stage, Desktop).await;
    for name in ["hall", "inn"] {
        bob.post("/rooms", &[("name", name)]).await;
        bob.post(&format!("/rooms/{name}/invite"), &[("username", "ann")]).await;
    }
    let direct =
        bob.post("/direct", &[("people", "ann")]).await.location().trim_start_matches("/rooms/").to_owned();
    bob.say(&direct, "hello").await;
    bob.say("inn", "@ann, look").await;
    ann.can_see("#own-rooms a[href='/rooms/inn'] .badge").await;
    ann.press(".ways a[href='/switch']").await;
    ann.until("document.activeElement.role === 'combobox'").await;
    ann.reads("#found [role=option]:first-child", "inn").await;
    ann.can_see("#found [role=option]:first-child .badge").await;
    ann.can_see("#found .face .avatar").await;
    ann.keys(ESCAPE).await;
    ann.cannot_see("#switcher").await;
    ann.is_still_the_same_page().await;
});
