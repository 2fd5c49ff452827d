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
