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

## Registering and logging in

log_in = ログイン
create_an_account = アカウントを作成
create_account = 作成する
new_here = 初めての方は{ $link }
have_an_account = アカウントをお持ちの方は{ $link }
username_label = 名前
username_hint = 文字、数字、「_」「-」「.」が使えます。全員に表示されます。
password_label = パスワード
password_hint = { $count } 文字以上。
registration_closed = 登録は受け付けていません
registration_closed_advice = ここでは新しいアカウントを作れません。サーバーの管理者に作成を依頼してください。
wrong_login = 名前とパスワードが一致しません。もう一度お試しください。
username_taken = この名前は使われています。別の名前にするか、ログインしてください。
username_empty = 名前を入力してください。
username_too_long = 名前は { $count } 文字までです。
username_characters = 名前に使えるのは文字、数字、「_」「-」「.」です。
username_no_letter = 名前には文字か数字が少なくとも 1 つ必要です。
password_too_short = パスワードは { $count } 文字以上にしてください。
password_too_long = パスワードは { $count } 文字までです。

## What goes wrong

to_the_rooms = ルーム一覧へ
problem_in_brief = { $title }。{ $advice }
signed_out = ログインしていません
signed_out_advice = 続けるにはログインしてください。
not_found = ここには何もありません
not_found_advice = アドレスが間違っているか、ここにあったものがなくなったか、閲覧が許可されていません。
wrong_method = このアドレスは使い方が異なります
wrong_method_advice = 前のページに戻り、ページ内のボタンを使ってください。
forgery = このリクエストは別のサイトから送られました
forgery_advice = 何も実行されていません。Snug を直接開いてお試しください。
not_yours = この操作はできません
not_yours_advice = メッセージを変更できるのは書いた人、ルームを変更できるのは作った人です。管理者はどちらも変更できます。
room_is_archived = このルームはアーカイブされています
room_is_archived_advice = 読むことはできますが、もう書き込めません。
bad_form = フォームを読み取れませんでした
bad_form_advice = 前のページに戻って再読み込みし、もう一度送信してください。
too_large = 内容が大きすぎます
too_large_advice = 前のページに戻り、短くしてからもう一度送信してください。
too_slow = フォームの送信に時間がかかりすぎました
too_slow_advice = 接続を確認し、前のページに戻ってもう一度送信してください。
too_many_attempts = 試行回数が多すぎます
too_many_attempts_advice = { $count } 秒待ってから、もう一度お試しください。
too_many_pages_advice = 新しいメッセージはここに表示されません。ほかのページをいくつか閉じてください。
too_busy = Snug は現在混み合っています
too_busy_advice = 何も実行されていません。数秒待ち、前のページに戻ってもう一度お試しください。
our_fault = サーバーで問題が発生しました
our_fault_advice = 問題は記録されました。前のページに戻り、しばらくしてからもう一度お試しください。

## A message

message = メッセージ
message_to = { $room } へのメッセージ
send = 送信
pinned = ピン留め
edited = 編集済み
message_deleted = このメッセージは削除されました。
message_actions = このメッセージの操作
new_messages = 新しいメッセージ
in_reply_to = 返信先：
whom_says = { $author }：{ $text }
cancel_reply = { $what }キャンセル
cancel_reply_what = 返信を
whole_message = メッセージ全体
all_lines = 全 { $count } 行
draft_empty = まず何か書いてください。
draft_too_long = このメッセージは { $count } 文字あります。上限は { $most } 文字です。短くするか、分けて送信してください。
nonce_reused = この入力欄からはすでに別のメッセージが送信されています。書いた内容は残っています。もう一度送信してください。
nothing_to_answer = 返信先のメッセージはもうありません。書いた内容は残っています。通常のメッセージとしてもう一度送信してください。
too_fast = このサーバーで許可されている速さを超えて送信しています。書いた内容は残っています。{ $count } 秒後にもう一度お試しください。
cannot_keep = Snug は現在メッセージを保存できません。書いた内容は残っています。しばらくしてからもう一度お試しください。

## Changing a message

message_text = 本文
save_message = 保存
delete_this_message = このメッセージを削除しますか？
delete_message_note = 本文は編集履歴とともに完全に削除されます。メッセージがあったことは引き続き表示されます。
delete_message = 削除
earlier_texts = 編集履歴
history_of = { $author } さん（{ $message }）
history_of_message = メッセージ

## A message's menu

back_to_message = メッセージに戻る
message_by = { $author } さんのメッセージ
reply = 返信
link_to_message = このメッセージへのリンク
mark_unread_from_here = ここから未読にする
bookmark_message = ブックマークする
remove_bookmark = ブックマークを外す
pin_for_everybody = 全員に見えるようピン留め
unpin = ピン留めを外す
who_reacted = リアクションした人
edit = 編集
delete_ask = 削除…
react = リアクション
another_emoji = ほかの絵文字、またはその名前
other_emoji = ほかの絵文字か :名前:
no_emoji = リアクションは 👍 のような絵文字 1 つか、:tada: のような絵文字の名前です。
most_emoji = このメッセージにはすでに { $count } 種類の絵文字があります。その中から選んでください。
most_pins = このルームのピン留めは上限に達しています。先にほかのメッセージのピン留めを外してください。

## Pins and bookmarks

pinned_messages = ピン留め
pinned_in = { $room } のピン留め（新しい順）
nothing_pinned = まだ何もピン留めされていません。メンバーは誰でも、メッセージのメニュー（⋯）からピン留めできます。
bookmarks_note = ブックマークしたメッセージです（新しい順）。ほかの人には見えません。
no_bookmarks = ブックマークはまだありません。メッセージのメニュー（⋯）から追加できます。
older_bookmarks = 以前のブックマーク

## Reactions

reactions = リアクション
everybody_who_reacted = 全員
reacted_with = { $people } さんが { $emoji } でリアクション
reacted_with_more = { $people }{ and_more }が { $emoji } でリアクション
reactions_to = { $author } さんの{ $message }
reactions_to_message = メッセージ
nobody_reacted = リアクションはまだありません。
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
