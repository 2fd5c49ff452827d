use super::*;

fn texts(text: &str) -> Vec<String> {
    let markdown = Markdown::of(text);
    let texts = markdown.tokens().filter_map(|(token, _)| match token {
        Token::Text(text) => Some(text.text.into_owned()),
        Token::Spoiler(true) => Some("{".to_owned()),
        Token::Spoiler(false) => Some("}".to_owned()),
        _ => None,
    });
    texts.collect()
}

#[test]
fn html_and_indented_lines_are_text() {
    let text = "a <b>c</b>\n\n<div>\n*d*\n</div>\n\n      e\n    f\n\n<!-- g -->";
    assert_eq!(texts(text), ["a <b>c</b>", "<div>\n*d*\n</div>\n", "      e\n    f\n", "<!-- g -->"]);
    let markdown = Markdown::of(text);
    assert!(markdown.tokens().all(|(token, _)| !matches!(token, Token::Start(tag) if tag != Tag::Paragraph)));
}

#[test]
fn entities_are_text() {
    assert_eq!(texts("&copy; a &lt;b&gt;"), ["&copy; a &lt;b&gt;"]);
    assert_eq!(texts("*&copy;*&#60;"), ["&copy;", "&#60;"]);
    assert_eq!(texts("\\&copy;"), ["&copy;"]);
}

#[test]
fn backslashes_are_removed_only_where_they_escape() {
    for (text, read) in [
        (r"\*a\*", r"*a*"),
        (r"\\server\share", r"\\server\share"),
        (r"C:\\Users\\ann and C:\Users", r"C:\\Users\\ann and C:\Users"),
        (r"\\\\a", r"\\\\a"),
        (r"\\.\pipe", r"\\.\pipe"),
        (r"\\@ann", r"\@ann"),
        (r"\\\@ann", r"\@ann"),
        (r"\a \", r"\a \"),
    ] {
        assert_eq!(texts(text).concat(), read, "{text}");
    }
}

#[test]
fn positions_of_escaped_characters_are_known() {
    let escaped = |text: &str| {
        let markdown = Markdown::of(text);
        let found = markdown.tokens().find_map(|(token, _)| match token {
            Token::Text(text) => Some(text.escaped),
            _ => None,
        });
        found.unwrap_or_default()
    };
    assert_eq!(escaped(r"\@a"), [0]);
    assert_eq!(escaped(r"a\@b\#c"), [1, 3]);
    assert_eq!(escaped("**\\:a**"), [0]);
    assert_eq!(escaped("`a\\`@b"), [0; 0]);
    assert_eq!(escaped(r"\\@a"), [0], "the backslash itself");
}

#[test]
fn no_cell_of_a_table_is_lost() {
    assert_eq!(texts("|a|b|\n|-|-|\n|c|\n|d|e|f|g|"), ["a", "b", "c", "d", "e", "f|g"]);
    assert_eq!(texts("|a|\n|-|\n|b\\|c|"), ["a", "b|c"]);
}

#[test]
fn items_keep_the_numbers_typed() {
    let markdown = Markdown::of("1. a\n3) b\n\n   7. c\n- 9. d");
    let items = markdown.tokens().filter(|(token, _)| *token == Token::Start(Tag::Item));
    let numbers: Vec<_> = items.map(|(_, place)| markdown.number_at(place.start)).collect();
    assert_eq!(numbers, [Some(1), Some(3), Some(7), None, Some(9)]);
}

#[test]
fn emphasis_needs_no_spaces_beside_chinese_japanese_and_korean() {
    for (text, parts) in [
        ("**「引用」**です", &["「引用」", "です"][..]),
        ("これは**「引用」**です", &["これは", "「引用」", "です"]),
        ("これは**(注)**です", &["これは", "(注)", "です"]),
        ("**\"인용\"**은", &["\"인용\"", "은"]),
        ("~~「旧」~~新", &["「旧」", "新"]),
        ("*。*", &["。"]),
        ("**a**字**b**", &["a", "字", "b"]),
        ("a*\"b\"*c", &["a*\"b\"*c"]),
    ] {
        assert_eq!(texts(text), parts, "{text}");
    }
}

#[test]
fn spoilers_are_found_in_text_only() {
    for (text, parts) in [
        ("a ||b *c*|| d", &["a ", "{", "b ", "c", "}", " d"][..]),
        ("||a||b||c||", &["{", "a", "}", "b", "{", "c", "}"]),
        ("a || b || c", &["a || b || c"]),
        ("||||", &["||||"]),
        ("\\||a||", &["||a||"]),
        ("`||a||` ||", &[" ||"]),
        ("**a ||b** c||", &["a ||b", " c||"]),
        ("||a\nb||", &["{", "a", "b", "}"]),
        ("||a|b||", &["{", "a|b", "}"]),
        ("||a", &["||a"]),
    ] {
        assert_eq!(texts(text), parts, "{text}");
    }
}
