//! Passkeys, with the virtual authenticator of WebDriver (WebAuthn Level 3, 11).

use serde_json::json;

use crate::app::PASSWORD;
use crate::engine::Kind::Desktop;
use crate::engine::Own;

in_every_engine!(
    a_passkey_is_made_used_and_removed,
    except(Firefox, "its virtual authenticator does not answer"),
    except(WebKit, "its driver has no virtual authenticator"),
    async |stage| {
        // That is the answer to a wrong password.
        stage.forgive("422");
        let ann = stage.enter_on_localhost("ann", Desktop).await;
        ann.issue(Own(
            "webauthn/authenticator",
            json!({ "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
                "isUserVerified": true }),
        ))
        .await;
        ann.visit("/settings/passkeys").await;
        ann.fill("#name", "My laptop").await;
        ann.fill("#password", "wrong horse").await;
        ann.press("[value=add]").await;
        ann.reads(".error", "Wrong password").await;
        ann.fill("#password", PASSWORD).await;
        ann.press("[value=add]").await;
        ann.reads(".saved", "Passkey added").await;
        ann.reads(".kept", "My laptop").await;
        ann.reads(".kept", "Not used yet").await;

        ann.fill("#name", "Another").await;
        ann.fill("#password", PASSWORD).await;
        ann.press("[value=add]").await;
        ann.reads(".error", "No passkey was added").await;

        ann.visit("/rooms").await;
        ann.log_out().await;
        ann.is_at("/login").await;
        ann.visit("/login?next=/bookmarks").await;
        ann.press("form.passkey button").await;
        ann.is_at("/bookmarks").await;

        ann.visit("/settings/passkeys").await;
        ann.reads(".kept", "Last login").await;
        ann.press("[name=passkey]").await;
        ann.fill("#password", PASSWORD).await;
        ann.press("[value=remove]").await;
        ann.reads(".saved", "Passkey removed").await;
        ann.visit("/rooms").await;
        ann.log_out().await;
        ann.is_at("/login").await;
        ann.press("form.passkey button").await;
        ann.reads(".error", "could not be verified").await;
    }
);
