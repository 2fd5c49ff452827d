//! Words of all scripts, and words with signs.

use super::{found, said};

#[tokio::test]
async fn words_are_found_in_scripts_without_spaces() {
    let messages = ["我们明天在北京见面吗", "これは日本語のテストです", "ประชุมพรุ่งนี้เก้าโมง", "내일 서울에서 만나요"];
    for indexed in [false, true] {
        let (_app, ann) = said(&messages, indexed).await;
        for (typed, message) in [
            ("北京", messages[0]),
            ("明天 见面", messages[0]),
            ("日本語", messages[1]),
            ("テスト", messages[1]),
            ("พรุ่งนี้", messages[2]),
            ("서울", messages[3]),
        ] {
            assert_eq!(found(&ann, typed).await, [message], "{typed}");
        }
        for other in ["京北", "本日", "東京"] {
            assert_eq!(found(&ann, other).await, [""; 0], "{other}");
        }
    }
}

#[tokio::test]
async fn accents_vowel_points_and_variants_are_ignored() {
    let messages =
        ["Un café à Zürich, straße", "مُحَمَّد في القاهرة", "हिन्दी में", "Ёлка в лесу", "ｆｕｌｌ ｗｉｄｔｈ"];
    for indexed in [false, true] {
        let (_app, ann) = said(&messages, indexed).await;
        for (typed, message) in [
            ("cafe zurich", messages[0]),
            ("CAFÉ", messages[0]),
            ("cafe\u{301} STRASSE", messages[0]),
            ("محمد القاهرة", messages[1]),
            ("हिन्दी", messages[2]),
            ("елка ЛЕСУ", messages[3]),
        ] {
            assert_eq!(found(&ann, typed).await, [message], "{typed}");
        }
        assert_eq!(found(&ann, "full width").await.len(), 1);
        assert_eq!(found(&ann, "हिन्द").await, [""; 0], "a letter's vowel belongs to it");
    }
}

#[tokio::test]
async fn signs_addresses_and_compounds_are_found_as_written() {
    let messages = [
        "I like C++ and C#",
        "c is fine",
        "write to ann.b@example.org",
        "see [the plan](https://example.com/a/plan?x=1)",
        "a well-known snake_case don't",
        "party 🎉👍🏽",
    ];
    for indexed in [false, true] {
        let (_app, ann) = said(&messages, indexed).await;
        for (typed, number) in [
            ("C++", 0),
            ("c#", 0),
            ("ann.b@example.org", 2),
            ("https://example.com/a/plan", 3),
            ("plan?x=1", 3),
            ("well-known", 4),
            ("\"well known\"", 4),
            ("snake_case don’t", 4),
            ("🎉", 5),
            ("👍", 5),
            (":tada:", 5),
        ] {
            let hits = found(&ann, typed).await;
            assert_eq!(hits.len(), 1, "{typed}: {hits:?}");
            let first = messages[number].split([' ', '[']).next().unwrap();
            assert!(hits[0].starts_with(first), "{typed}: {hits:?}");
        }
        assert_eq!(found(&ann, "c").await, ["c is fine", "I like C++ and C#"]);
        assert_eq!(found(&ann, "known-well").await, [""; 0]);
    }
}
