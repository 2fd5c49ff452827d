//! Impersonation by similar names, and easily guessed passwords.

use reqwest::Method;
use reqwest::multipart::Form;

use crate::app::PASSWORD;
use crate::crowd::Target;

#[tokio::test(flavor = "multi_thread")]
async fn usernames_that_look_like_anothers_are_refused() {
    let target = Target::start(&[]);
    target.person("admin", 1).await;
    for (number, name) in ["аdmin", "αdmin", "adṃin", "admın", "ADMIN", "ａｄｍｉｎ"].into_iter().enumerate()
    {
        let browser = target.browser(u8::try_from(10 + number).unwrap(), 1);
        let answer = browser.post("/register", &[("username", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 422, "{name}");
        assert_eq!(answer.attribute("[name=username]", "aria-invalid").as_deref(), Some("true"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn display_names_that_look_like_anothers_username_are_refused() {
    let target = Target::start(&[]);
    target.person("admin", 1).await;
    let bob = target.person("bob", 2).await;
    let names = [
        "admin",
        "Admin",
        "admin\u{200d}",
        "admin\u{34f}",
        "admin\u{fe0f}",
        "admin\u{115f}",
        "admin\u{e0061}",
        "ad\u{ad}min",
        "аdmin",
        "admın",
    ];
    for name in names {
        let request = bob.request(Method::POST, "/settings/profile");
        let answer = request.multipart(Form::new().text("name", name)).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{name:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commonly_guessed_passwords_are_refused() {
    let target = Target::start(&[]);
    for password in ["password", "12345678", "Password1", "qwertyuiop", "iloveyou1", "victoria.victoria"] {
        let browser = target.browser(2, 1);
        let form = [("username", "victoria"), ("password", password)];
        let answer = browser.post("/register", &form).await;
        assert_eq!(answer.status, 422, "{password}");
        assert_eq!(answer.attribute("[name=password]", "aria-invalid").as_deref(), Some("true"), "{password}");
    }
}
