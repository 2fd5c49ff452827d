# Everything that Snug says, in Japanese.

## Around every page

skip = 本文へ移動
brand_link = Snug：すべてのルーム
rooms = ルーム
close = 閉じる
search_messages = メッセージを検索
search = 検索
go_to = 移動…
all_rooms = すべてのルーム
bookmarks = ブックマーク
new_conversation = 新しい会話
keyboard_shortcuts = キーボードショートカット
log_out = ログアウト
conversations = 会話
unread = 未読
comma = 、
for_you = { $count ->
   *[other] 件があなた宛て
}
yourself = 自分

## A room, live

here = 参加中：
messages = メッセージ
messages_in = { $room } のメッセージ
nothing_yet = まだ誰も発言していません。最初のメッセージを書いてください。
older_messages = 以前のメッセージ
and_more = { $count ->
   *[other] 、ほか { $count } 人
}
typing = { $name } さんが入力中…
shut_out = このルームにはもう入れません。
to_other_rooms = ほかのルームへ
logged_out = ログアウトしました
logged_out_note = ログアウトしています。続けるには{ $link }してください。
log_in_again = もう一度ログイン
too_many_pages = 開いているページが多すぎます
frame_full = このサーバーで開けるページ数を超えているため、新しいメッセージはここに表示されません。ほかのページを閉じるか、{ $link }してください。
frame_full_reload = 再読み込み
reload = 再読み込み
write = 書く

## Settings

settings = 設定
settings_saved = 保存しました。
language_label = 言語
language_of_browser = ブラウザの設定に従う
language_hint = メッセージの言語は変わりません。
zone_label = タイムゾーン
zone_of_browser = ブラウザの設定に従う（JavaScript なしではサーバーの設定）
zone_hint = すべての端末でメッセージの時刻に使われます。
save_settings = 保存
no_such_setting = その選択肢はありません。一覧から選んでください。

## Rooms, listed and made

new_room = 新しいルーム
your_rooms = 参加中のルーム
rooms_to_join = 参加できるルーム
who_can_be_in = 参加できる人
open_room_choice = 公開：アカウントのある人なら誰でも見つけられ、読み書きできます
closed_room_choice = 非公開：招待された人だけが存在を知ることができます
create_room = ルームを作成
room_name_label = 名前
room_description_label = 用途（任意）
closed_tag = 非公開
archived_tag = アーカイブ済み
nobody_has_spoken = まだ発言はありません
no_such_kind = この種類のルームはここにはありません。
room_name_taken = この名前のルームはすでにあります。別の名前にしてください。
room_name_empty = ルームの名前を入力してください。
room_name_characters = ルームの名前は、目に見える文字だけで 1 行にしてください。
room_name_too_long = ルームの名前は { $most } 文字以内にしてください。
room_description_characters = 説明は、目に見える文字だけで 1 行にしてください。
room_description_too_long = この説明は { $count } 文字です。{ $most } 文字以内にしてください。

## The page of a room

join = 参加
to_pins = ピン留め
to_about = 詳細
archived_note = このルームはアーカイブ済みです。読むことはできますが、書き込みはできません。
messages_live = メッセージ（ライブ）
stuck_note = 新しいメッセージが表示されないときは{ $link }してください。
stuck_reload = 再読み込み

## About a room

about_room = { $room } について
open_room_note = このルームは公開です。アカウントのある人なら誰でも読み書きできます。
closed_room_note = このルームは非公開です。招待された人だけが存在を知ることができます。
direct_room_note = この会話はここにいる人たちだけのもので、ほかの人は参加できません。
it_is_archived = アーカイブ済みのため、読むことはできますが、書き込みはできません。
two_sentences = { $first }{ $second }
to_pinned_messages = ピン留めしたメッセージ
search_in_room = ここでの発言を検索
join_room = このルームに参加
leave_room = このルームから退出
tell_me_about = 通知を受け取るもの
tell_everything = すべてのメッセージ
tell_mentions = 自分へのメンション
tell_nothing = なし
tell_nothing_hidden = なし（一覧にもこのルームを表示しない）
save = 保存
people = メンバー
find_somebody = 人を探す
find = 検索
remove_member = 外す { $name }
no_member_so_named = その名前の人はここにはいません。
bring_in = 人を招待
bring_in_hint = アカウントのある人の名前を入力してください。
bring_in_nobody = その名前の人はいません。つづりを確かめてください。
add = 追加
name_and_description = 名前と説明
archive_or_delete = アーカイブまたは削除
archive_room = このルームをアーカイブ
unarchive_room = このルームをアーカイブから戻す
to_delete_room = このルームを削除…
delete_room = このルームを削除
delete_what = { $room } を削除しますか？
all_said_goes = { $room } での発言はすべて、全員の画面から完全に消えます。
type_name_to_delete = 削除するにはルームの名前を入力してください
not_its_name = ルームの名前と違います。上にあるとおりに入力してください。

## Beginning a conversation

with_whom = 相手
with_whom_hint = 名前を入力してください。複数のときは空白か読点で区切ります。同じ顔ぶれの会話は一つだけです。
open_conversation = 会話を開く
type_a_name = 名前を一つ以上入力してください。
too_many_in_direct = 会話は { $most } 人までです。それより多いときは、非公開のルームを作成してください。
some_not_here = この中にいない人がいます。名前のつづりを確かめてください。

## Going somewhere

go_to_title = 移動
a_conversation = 会話
a_room = ルーム
a_closed_room = 非公開のルーム
an_archived_room = アーカイブ済み
a_room_not_joined = 未参加

## Keys that do something

key_sends = メッセージを送信
key_breaks_line = 改行
key_edits_last = 自分の最後のメッセージを編集（入力欄が空のとき）
key_closes = リストを閉じる、または編集をやめる
key_completes = 人、ルーム、絵文字を補完
key_switches = ルームまたは人へ移動
key_next_room = 前または次のルーム
key_next_unread = 前または次の未読のあるルーム
key_shows_keys = このキー一覧を表示
or = {" "}または{" "}
keys_need_scripts = JavaScript が必要です。どの操作もリンクやボタンでもできます。

## Searching messages

search_what_was_said = 発言を検索
no_word_in_this = 検索する言葉がありません。メッセージにある言葉を入力してください。
how_to_search = 検索のしかた
finds_words = 両方の言葉を含むメッセージ（大文字・小文字やアクセント記号は区別しません）
finds_phrase = 続けて並んだこれらの言葉
finds_beginnings = この文字で始まる言葉
finds_in_room = このルームの中。名前で指定するなら in:"Off topic"
finds_from_person = この人の発言
finds_since = この日以降。after:2026-11 や after:2026 も使えます
finds_until = この日より前。before:2026-12 や before:2026 も使えます
operators_note = 組み合わせて使えます。入力したものをすべて含むメッセージが新しい順に並びます。
results = 検索結果
more_results = さらに検索結果
older_results = 以前の検索結果
search_further_back = さらに前を検索
said_in = { $author }（{ $room }）
in_no_room = 「{ $room }」というルームには参加しておらず、公開のルームにもありません。つづりを確かめてください。
nobody_named = 「{ $name }」という人はいません。名前のつづりを確かめてください。
nothing_so_far = 今のところ何も見つかっていません。
not_all_yet = まだすべてではありません。
no_older_results = これより前の検索結果はありません。
no_message_has_all = 見られるメッセージの中に、すべてを含むものはありません。
still_indexing = 以前のメッセージはまだ索引を作成中のため、検索に時間がかかります。
looking_takes_longer = すべてを調べるにはもっと時間がかかります。

## Times

month = { $month }月
month_short = { month }
weekday = { $weekday ->
    [1] 月曜日
    [2] 火曜日
    [3] 水曜日
    [4] 木曜日
    [5] 金曜日
    [6] 土曜日
   *[7] 日曜日
}
day_in_words = { $year }年{ month }{ $day }日 { weekday }
day_and_time = { $year }年{ month_short }{ $day }日 { $time }

## Scripts

newer_messages = 以降のメッセージ
jump_to_newest = 最新へ移動
no_answer = サーバーが応答しません。しばらくしてからもう一度お試しください。
too_many_open = このサーバーで開けるページ数を超えているため、新しいメッセージはここに表示されません。ほかのページを閉じてください。
offline = オフラインです。接続が戻ると新しいメッセージが表示されます。
copy_link = リンクをコピー
copied = コピーしました
told_older = 以前のメッセージ：{ $count } 件
told_newer = 以降のメッセージ：{ $count } 件
replying_to = { $text } に返信
cancel = キャンセル
lose_unsent = 未送信のメッセージが { $count } 件あります。破棄してログアウトしますか？
unsent_no_answer = 未送信：サーバーが応答しません。自動的に送信されます。
unsent_other_account = 未送信：別の人がここでログインしています。
unsent_too_fast = このサーバーで許可された速さを超えています。自動的に送信されます。
unsent_busy = 未送信：サーバーが混み合っています。自動的に送信されます。
unsent_refused = サーバーがこのメッセージを受け付けませんでした。
try_now = 今すぐ送信
retry = 再送信
edit_unsent = 編集
delete_unsent = 削除
edit_label = メッセージを編集
edit_keys = Enter で保存、Esc でキャンセル。
unsaved = 保存できませんでした。しばらくしてからもう一度お試しください。
unsaved_no_answer = 保存できませんでした：サーバーが応答しません。入力内容は残っています。しばらくしてからもう一度お試しください。
suggestions = 候補
told_suggestions = 候補 { $count } 件。{ $text }
rooms_and_people = ルームと人
room_or_person = ルームまたは人
nothing_so_called = その名前のルームや人は見つかりません。
told_found = { $count } 件見つかりました
switch_shortcuts_off = 無効にする
nothing_unread = 未読はありません
use_shortcuts = このブラウザで Ctrl または ⌘ + K、Alt + 矢印、? を使う
