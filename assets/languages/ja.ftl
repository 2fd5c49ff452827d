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

offline = オフラインです。接続が戻ると新しいメッセージが表示されます。
