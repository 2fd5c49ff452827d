# The strings of the interface in Japanese.

## Every page

skip = 本文へ移動
brand_link = { $name }：すべてのルーム
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
   *[other] 件のメンション
}
yourself = 自分

## A room, live

people_here = 参加中：
messages = メッセージ
messages_in = { $room } のメッセージ
no_newer_messages = これより後のメッセージはありません。
no_older_messages = これより前のメッセージはありません。
empty_room = まだメッセージはありません。最初のメッセージを書いてください。
older_messages = 以前のメッセージ
and_more = { $count ->
   *[other] 、ほか { $count } 人
}
typing = { $name } さんが入力中…
access_lost = このルームにはもう入れません。
to_other_rooms = ほかのルームへ
logged_out = ログアウトしました
logged_out_note = ログアウトしています。続けるには{ $link }してください。
log_in_again = もう一度ログイン
too_many_pages = 開いているページが多すぎます
frame_full = 開いているページが多すぎるため、新しいメッセージはここに表示されません。ほかのページを閉じるか、{ $link }してください。
frame_full_reload = 再読み込み
reload = 再読み込み
write = 書く

## Accounts

log_in = ログイン
not_sent_yet = まだ送信されていません
discard_unsent = 破棄
session_ended_before_sending = その間にログアウトされました。ログインすると、書いた内容を送信できます。
session_has_ended = セッションが終了しました。続けるにはログインしてください。書いた内容は保存されています。
change_password = パスワードの変更
present_password_label = 現在のパスワード
new_password_label = 新しいパスワード
wrong_password = パスワードが正しくありません。もう一度入力してください。
password_changed = パスワードを変更しました。ほかの端末はログアウトされました。
password_changed_meanwhile = その間に別の場所でパスワードが変更されました。現在有効なパスワードを入力してください。
other_devices_are_logged_out = 変更すると、ほかの端末はログアウトされます。
password_is_too_long = パスワードが { $count } 文字を超えています。現在は使えない長さのため、別のパスワードを選んでください。
copy_unsaved_text = 書いた内容は保存されていません。ここからコピーして、もう一度送信できます。
text_truncated = 長すぎたため、ここにあるのは最初の部分だけです。
back_to_the_form = フォームに戻る
create_an_account = アカウントを作成
create_account = 作成する
new_here = 初めての方は{ $link }
have_an_account = アカウントをお持ちの方は{ $link }
username_label = ユーザー名
username_hint = 文字、数字、「_」「-」「.」が使えます。全員に表示されます。
password_label = パスワード
password_hint = { $count } 文字以上。
registration_closed = 登録は受け付けていません
registration_closed_advice = サーバーの管理者にアカウントの作成を依頼してください。
wrong_login = ユーザー名またはパスワードが正しくありません。もう一度お試しください。
username_taken = この名前は使われています。別の名前にするか、ログインしてください。
username_empty = 名前を入力してください。
username_too_long = 名前は { $count } 文字までです。
username_characters = 名前に使えるのは文字、数字、「_」「-」「.」です。
username_no_letter = 名前には文字か数字が少なくとも 1 つ必要です。
username_direction = 右から左に書く名前は、その向きの文字で始め、逆向きの文字を入れず、文字か数字で終えてください。
username_scripts = 名前の文字は 1 種類の文字体系にしてください。異なる文字体系には見分けにくい文字があります。
username_looks_alike = この名前はほかの人の名前とよく似ています。別の名前にしてください。
password_too_short = パスワードは { $count } 文字以上にしてください。
password_too_long = パスワードは { $count } 文字までです。
password_common = よく使われるパスワードです。別のものにしてください。
password_of_name = 名前と似たパスワードです。別のものにしてください。

## Errors

to_the_rooms = ルーム一覧へ
problem_in_brief = { $title }。{ $advice }
login_required = ログインしていません
login_required_advice = 続けるにはログインしてください。
not_found = ページが見つかりません
not_found_advice = アドレスが間違っているか、ページが削除されたか、閲覧が許可されていません。
method_not_allowed = このアドレスは使い方が異なります
method_not_allowed_advice = 前のページに戻り、ページ内のボタンを使ってください。
cross_site_request = このリクエストは別のサイトから送られました
cross_site_request_advice = 何も実行されていません。Snug を直接開いてお試しください。
wrong_host = このサーバーのアドレスは別のものです
wrong_host_advice = 正しいアドレスで開いてください。
unknown_host_advice = このサーバーは、ここではローカルネットワークのアドレスにだけ応答します。管理者の方は、利用者が使うアドレスを --public-url で指定して起動してください。
invalid_host = このリクエストには宛先のサーバーが示されていません
invalid_host_advice = サーバーのアドレスを入力し直してください。
forbidden = この操作はできません
forbidden_advice = メッセージを変更できるのは書いた人、ルームを変更できるのは作った人です。管理者はどちらも変更できます。
room_is_archived = このルームはアーカイブされています
room_is_archived_advice = 読むことはできますが、もう書き込めません。
bad_form = フォームを読み取れませんでした
bad_form_advice = 前のページに戻って再読み込みし、もう一度送信してください。
too_large = 内容が大きすぎます
too_large_advice = 前のページに戻り、短くしてからもう一度送信してください。
request_timeout = フォームの送信に時間がかかりすぎました
request_timeout_advice = 接続を確認し、前のページに戻ってもう一度送信してください。
too_many_attempts = 試行回数が多すぎます
too_many_attempts_advice = { $count } 秒待ってから、もう一度お試しください。
too_many_pages_advice = 新しいメッセージはここに表示されません。ほかのページをいくつか閉じてください。
too_busy = Snug は現在混み合っています
too_busy_advice = 何も実行されていません。数秒待ち、前のページに戻ってもう一度お試しください。
internal_error = サーバーで問題が発生しました
internal_error_advice = 問題は記録されました。前のページに戻り、しばらくしてからもう一度お試しください。

## A message

message = メッセージ
message_to = { $room } へのメッセージ
send = 送信
pinned = ピン留め
edited = 編集済み
message_deleted = このメッセージは削除されました。
message_actions = このメッセージの操作
count_new = 新着 { $count } 件 ↓
mark_all_read = すべて既読にする
in_reply_to = 返信先：
quote_line = { $author }：{ $text }
cancel_reply = { $what }キャンセル
cancel_reply_object = 返信を
table = 表
task_done = 完了
task_to_do = 未完了
show_spoiler = ネタバレを表示
draft_empty = まず何か書いてください。
draft_too_long = このメッセージは { $count } 文字あります。上限は { $most } 文字です。短くするか、分けて送信してください。
nonce_reused = この入力欄からはすでに別のメッセージが送信されています。書いた内容は残っています。もう一度送信してください。
reply_target_deleted = 返信先のメッセージは削除されました。書いた内容は残っています。新しいメッセージとしてもう一度送信してください。
too_fast = このサーバーで許可されている速さを超えて送信しています。書いた内容は残っています。{ $count } 秒後にもう一度お試しください。
cannot_store = Snug は現在メッセージを保存できません。書いた内容は残っています。しばらくしてからもう一度お試しください。

## Editing and deleting

message_text = 本文
save_message = 保存
delete_this_message = このメッセージを削除しますか？
delete_message_note = 本文は編集履歴とともに完全に削除されます。メッセージが削除されたことは引き続き表示されます。
delete_message = 削除
edit_history = 編集履歴
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
too_many_emoji = このメッセージにはすでに { $count } 種類の絵文字があります。その中から選んでください。
too_many_pins = このルームのピン留めは上限に達しています。先にほかのメッセージのピン留めを外してください。

## Pins and bookmarks

pinned_messages = ピン留め
pinned_in = { $room } のピン留め（新しい順）
no_pins = まだ何もピン留めされていません。メンバーは誰でも、メッセージのメニュー（⋯）からピン留めできます。
bookmarks_note = ブックマークしたメッセージです（新しい順）。ほかの人には見えません。
no_bookmarks = ブックマークはまだありません。メッセージのメニュー（⋯）から追加できます。
older_bookmarks = 以前のブックマーク

## Reactions

reactions = リアクション
everybody_who_reacted = すべて表示
reacted_with = { $people } さんが { $emoji } でリアクション
reacted_with_more = { $people }{ and_more }が { $emoji } でリアクション
reactions_to = { $author } さんの{ $message }
reactions_to_message = メッセージ
nobody_reacted = リアクションはまだありません。
## Settings

settings = 設定
settings_saved = 保存しました。
appearance = 外観
colours_label = テーマ
colours_of_system = この端末に合わせる
light_colours = ライト
dark_colours = ダーク
text_size_label = 文字の大きさ
normal_text = 標準
large_text = 大
larger_text = 特大
appearance_hint = すべての端末に適用されます。ブラウザーの拡大機能も使えます。
# Short names of pages of the settings.
profile_tab = プロフィール
sessions_tab = セッション
sessions = ログイン中のブラウザー
sessions_note = このアカウントは次のブラウザーでログインしています。心当たりのないものや使わなくなったものはログアウトしてください。
this_session = このブラウザー
browser_on_system = { $browser }（{ $system }）
unknown_browser = 不明なブラウザー
session_network = ネットワーク：{ $network }
session_started = ログイン：{ $time }
session_used = 最終使用：{ $time }
confirm_with_password = 本人確認のために入力してください。
end_chosen_sessions = 選んだブラウザーをログアウト
end_other_sessions = ほかのすべてをログアウト
no_session_chosen = ブラウザーを1つ以上選んでください。
sessions_ended = { $count ->
    [0] すでにログアウトされていました。
   *[other] { $count }個のブラウザーをログアウトしました。
}
profile = プロフィール
display_name_label = 表示名
display_name_hint = 空欄なら { $name } と表示されます。ログインには { $name } を使い、メンションは @{ $name } のままです。
display_name_characters = 名前は目に見える文字だけの 1 行にしてください。
display_name_taken = ほかの人がこの名前か、よく似た名前でログインしています。別の名前にしてください。
picture_label = 画像
picture_hint = JPEG、PNG、WebP、GIF、{ $size } MB まで。中央の部分が表示されます。撮影した場所や日時は保存されません。
picture_unreadable = このファイルは画像として読み取れません。JPEG、PNG、WebP、GIF のファイルを選んでください。
picture_too_large = このファイルは大きすぎます。{ $size } MB 以下のファイルを選んでください。
picture_too_many_pixels = この画像は画素数が多すぎます。{ $count } 百万画素以下に縮小してください。
save_profile = 保存
remove_picture = 画像を削除
language_and_times = 言語と時刻
language_label = 言語
language_of_browser = ブラウザと同じ
language_hint = メッセージの言語は変わりません。
zone_label = タイムゾーン
zone_of_browser = 自動
zone_hint = すべての端末でメッセージの時刻に使われます。自動ではブラウザの設定に、JavaScript なしではサーバーの設定に従います。
save_settings = 保存
no_such_setting = その選択肢はありません。一覧から選んでください。

## List of rooms, new rooms

new_room = 新しいルーム
your_rooms = 参加中のルーム
rooms_to_join = 参加できるルーム
room_kind_label = 参加できる人
open_room_choice = 公開：アカウントのある人なら誰でも見つけられ、読み書きできます
closed_room_choice = 非公開：招待された人だけが存在を知ることができます
create_room = ルームを作成
room_name_label = 名前
room_description_label = 説明（任意）
closed_tag = 非公開
archived_tag = アーカイブ済み
no_messages_yet = まだメッセージはありません
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
to_room_details = 詳細
archived_note = このルームはアーカイブ済みです。読むことはできますが、書き込みはできません。
messages_live = メッセージ（ライブ）
stalled_note = 新しいメッセージが表示されないときは{ $link }してください。
stalled_reload = 再読み込み
not_live = このページには新しいメッセージが表示されません。{ $link }

## A room's details

details_of_room = { $room } について
open_room_note = このルームは公開です。アカウントのある人なら誰でも読み書きできます。
closed_room_note = このルームは非公開です。招待された人だけが存在を知ることができます。
direct_room_note = この会話はここにいる人たちだけのもので、ほかの人は参加できません。
it_is_archived = アーカイブ済みのため、読むことはできますが、書き込みはできません。
two_sentences = { $first }{ $second }
to_pinned_messages = ピン留めしたメッセージ
search_in_room = このルームを検索
join_room = このルームに参加
leave_room = このルームから退出
notify_label = 通知を受け取るメッセージ
notify_everything = すべてのメッセージ
notify_mentions = 自分へのメンション
notify_nothing = なし
notify_nothing_hidden = なし（一覧にもこのルームを表示しない）
save = 保存
people = メンバー
find_somebody = 人を探す
find = 検索
remove_member = 外す { $name }
no_such_member = その名前の人はここにはいません。
add_member = メンバーを追加
add_member_hint = ユーザー名または表示名。複数の場合はコンマで区切ります。
no_such_account = その名前のアカウントはありません。つづりを確かめてください。
add = 追加
name_and_description = 名前と説明
archive_or_delete = アーカイブまたは削除
archive_room = このルームをアーカイブ
unarchive_room = このルームをアーカイブから戻す
to_delete_room = このルームを削除…
delete_room = このルームを削除
delete_room_title = { $room } を削除しますか？
delete_room_note = { $room } のメッセージはすべて、全員の画面から完全に消えます。
type_name_to_delete = 確認のため、ルームの名前を入力してください
wrong_room_name = ルームの名前と違います。上にあるとおりに入力してください。

## Direct conversations

direct_people_label = 相手
direct_people_hint = ユーザー名または表示名をコンマで区切って入力します。同じ顔ぶれの会話は1つです。
open_conversation = 会話を開く
type_a_name = 名前を一つ以上入力してください。
too_many_rooms = 作成したルームは { $most } で、このサーバーの上限に達しています。書いた内容は残っています。不要なルームを削除してから、もう一度お試しください。
too_many_conversations = 始めた会話は { $most } で、このサーバーの上限に達しています。すでにある会話に書くか、非公開のルームを作成してください。
too_many_in_direct = 会話は { $most } 人までです。それより多いときは、非公開のルームを作成してください。

## Quick switcher

go_to_title = 移動
a_conversation = 会話
a_room = ルーム
a_closed_room = 非公開のルーム
an_archived_room = アーカイブ済み
a_room_not_joined = 未参加

## Keyboard shortcuts

key_sends = メッセージを送信
key_breaks_line = 改行
key_edits_last = 自分の最後のメッセージを編集（入力欄が空のとき）
key_closes = リストを閉じる、または編集をやめる
key_completes = 人、ルーム、絵文字を補完
key_switches = ルームまたは人へ移動
key_next_room = 前または次のルーム
key_next_unread = 前または次の未読のあるルーム
key_shows_keys = このキー一覧を表示
key_next_message = メッセージ一覧で前後へ移動。Enter でメニューを開く
key_first_message = メッセージ一覧で最初または最後へ移動
or = {" "}または{" "}
keys_need_scripts = JavaScript が必要です。どの操作もリンクやボタンでもできます。

## Search

search_all_messages = すべてのメッセージを検索
empty_search = 検索する言葉を 1 つ以上入力してください。
how_to_search = 検索のしかた
finds_words = 両方の言葉を含むメッセージ（大文字・小文字やアクセント記号は区別しません）
finds_phrase = この語句そのもの
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
author_in_room = { $author }（{ $room }）
no_such_room = 検索できる「{ $room }」というルームはありません。つづりを確かめてください。
no_such_author = 「{ $name }」という人はいません。名前のつづりを確かめてください。
no_results_so_far = 今のところ結果なし
partial_results = ほかにも検索結果があるかもしれません。
no_older_results = これより前の検索結果はありません。
no_results = 結果なし
still_indexing = 以前のメッセージはまだ索引を作成中のため、検索に時間がかかります。
full_search_is_slower = すべてを調べるにはもっと時間がかかります。

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

## app.js

newer_messages = 以降のメッセージ
jump_to_newest = 最新へ移動
no_answer = サーバーが応答しません。しばらくしてからもう一度お試しください。
too_many_open = 開いているページが多すぎるため、新しいメッセージはここに表示されません。ほかのページを閉じてください。
offline = オフラインです。接続が戻ると新しいメッセージが表示されます。
copy_link = リンクをコピー
copied = コピーしました
announce_older = 以前のメッセージ：{ $count } 件
announce_newer = 以降のメッセージ：{ $count } 件
replying_to = { $text } に返信
cancel = キャンセル
cancel_replying = 返信をキャンセル
lose_unsent = 未送信のメッセージが { $count } 件あります。破棄してログアウトしますか？
unsent_no_answer = 未送信：サーバーが応答しません。自動的に送信されます。
unsent_other_account = 未送信：別のアカウントがここでログインしています。
unsent_too_fast = 送信が速すぎます。自動的に送信されます。
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
announce_suggestions = 候補 { $count } 件。{ $text }
rooms_and_people = ルームと人
room_or_person = ルームまたは人
no_such_destination = 結果なし
announce_results = { $count } 件見つかりました
turn_shortcuts_off = 無効にする
nothing_unread = 未読はありません
use_shortcuts = このブラウザで Ctrl または ⌘ + K、Alt + 矢印、? を使う

## Administration, invitations and links

administration = 管理
overview = 概要
invitations = 招待
invite_people = 招待する
audit_log = 監査ログ
welcome_administrator = ようこそ！あなたはこのサーバーの管理者です。下から最初のメンバーを招待するか、ルームへ進んでください。
reach = このサーバーのアドレス
only_this_machine = このアドレスはこのコンピューターからしか開けません。ほかの人も使えるようにするには、--listen 0.0.0.0:5001 を付けて、またはプロキシの背後で --public-url を付けてSnugを起動してください。
open_to_the_world = このアドレスを開ける人は誰でもアカウントを作成できます。
registration_open_note = 誰でもアカウントを作成できます。
registration_invite_note = 新しいアカウントには招待が必要です。
registration_closed_note = 誰もアカウントを作成できません。
change_who_may_register = 登録できる人を変更
in_numbers = 数字で見る
status_ready = サーバーは正常です。読み書きでき、定期処理も動いています。
status_not_ready = サーバーに問題があります
status_now = 現在
status_stored = 保存されているもの
status_waiting = 待っているもの
status_refused = 起動後に拒否されたもの
status_nothing_refused = 上限によって拒否されたものはありません。
status_last_hour = 過去1時間
status_figures_in_table = 過去1時間のすべての数値
minutes_ago = 何分前
server_version = バージョン
running_since = 起動日時
open_connections = 開いている接続
live_pages = 自動更新中のページ
posts_last_hour = 過去1時間のメッセージ
all_messages = メッセージ
database_size = データベース
log_size = 先行書き込みログ
files_size = ファイル
free_space = ディスクの空き
schema_version = データベースのバージョン
waiting_writes = 保存待ちの変更
waiting_mails = 送信待ちのメール
waiting_pushes = 送信待ちの通知
waiting_removals = 削除待ちのファイル
waiting_index = 検索の索引待ちのメッセージ
chart_posts = 1分あたりのメッセージ
chart_deliveries = 1分あたりの配信
chart_requests = 1分あたりのリクエスト
chart_refused = 1分あたりの拒否
chart_latency = リクエスト100件中95件の応答時間
chart_memory = メモリー
check_reads = データベースの読み取り
check_writes = データベースへの書き込み
check_disk = ディスクの空き
check_jobs = 定期処理
check_running = サーバーは停止中
status_title = 稼働状況
chart_now_most = 現在：{ $now }、最大：{ $most }
milliseconds = { $count }ミリ秒
invitations_note = 招待リンクを持つ人はアカウントを作成できます。招待はいつでも取り消せます。
new_invitation = 新しい招待
invitation_note_label = メモ
invitation_note_hint = 自分用のメモ：この招待の目的。省略できます。
invitation_note_invalid = メモは{ $count }文字以内の1行にしてください。
invitation_valid_label = 有効期間
valid_day = 1日
valid_week = 1週間
valid_month = 30日
valid_unlimited = 取り消すまで
invitation_uses_label = 使える人数
people_count = { $count }人
unlimited_people = 無制限
invitation_rooms_label = 参加するルーム
create_invitation = 招待を作成
too_many_invitations = 招待の数が上限に達しています。先にいくつか取り消してください。
invitation_room_gone = 選んだルームの1つは利用できなくなりました。選び直してください。
older_invitations = 以前の招待
invitation_number = 招待{ $number }
invitation_expired = 期限切れ
invitation_used_up = 使用済み
invitation_revoked = 取り消し済み
invitation_by = 作成：{ $person }、{ $time }
invitation_by_command = 作成：コマンドライン、{ $time }
invitation_used_of = 使用回数：{ $count } / { $max }
invitation_used = 使用回数：{ $count }
invitation_until = 期限：{ $time }
invitation_link_label = リンク
invitation_link_hint = このリンクを招待する人に送るか、コードを読み取ってもらってください。
invitation_qr = リンクのQRコード
came_with_invitation = この招待で来た人
revoke_invitation = 取り消す
to_invitations = すべての招待
invited_by = { $name }さんが{ $server }に招待しています
invited = { $server }に招待されています
invitation_leads_to = 参加するルーム：{ $rooms }
logged_in_as = { $name }としてログインしています。
join_these_rooms = これらのルームに参加
set_up_snug = サーバーのセットアップ
set_up_snug_note = まだ誰もアカウントを持っていません。このサーバーを管理する管理者のアカウントを作成してください。
bad_link = このリンクは使えません
bad_link_advice = 使用済み、期限切れ、または取り消されています。新しいリンクを頼んでください。
set_new_password = 新しいパスワードの設定
set_new_password_note = アカウント{ $name }のパスワードです。設定後にログインしてください。
log_in_with_new_password = パスワードを設定しました。ログインしてください。
registration_by_invitation = 新しいアカウントには招待が必要です
registration_by_invitation_advice = このサーバーを使っている人にリンクを頼んでください。
setup_needed = このサーバーはセットアップ中です
setup_needed_advice = 最初のアカウントは、Snugが起動時に表示するリンクで作成します。snug setup-link コマンドで新しいリンクを表示できます。
account_deactivated = このアカウントは停止されています。管理者に問い合わせてください。
find_people = メンバーを検索
part_of_name = 名前
role_label = 役割
all_roles = すべての役割
role_member = メンバー
role_moderator = モデレーター
role_administrator = 管理者
account_state = 状態
all_states = 有効と停止中
active = 有効
deactivated = 停止中
no_password = パスワード未設定
nobody_found = 結果なし
last_seen = 最終使用：{ $time }
never_seen = 使用なし
more_people = さらに表示
number_of_accounts = アカウント：{ $count }
number_of_rooms = ルーム：{ $count }
number_of_sessions = ログイン中のブラウザー：{ $count }
messages_and_size = メッセージ：{ $count }（{ $size } kB）
# On the list of people for administrators.
storage_note = 容量は 1 時間に 1 回集計されます（最終: { $time }）。メッセージの本文とその以前の版、画像の合計です。
kilobytes = { $count } kB
account_created = 作成日時：{ $time }
came_by_invitation = { $name }の招待で参加：{ $note }
command_line = コマンドライン
change_account = このアカウントの変更
roles_note = 管理者はサーバーを運営し、モデレーターはルームの秩序を保ちます。
own_password_label = あなたのパスワード
change_role = 役割を変更
create_password_link = パスワード再設定リンク
end_all_sessions = すべてのブラウザーをログアウト
deactivate = 停止
reactivate = 再開
last_administrator = 最後の管理者です。先にほかの人を管理者にしてください。
no_such_act = 変更する内容を選んでください。
password_link_label = パスワード再設定リンク
password_link_hint = このリンクを{ $name }に送ってください。4時間以内に1回だけ使え、再び表示されません。
audit_of_person = 監査ログでこの人を見る
who_may_register = 登録できる人
registration_open_choice = このサーバーに接続できる全員
registration_invite_choice = 招待された人
registration_closed_choice = 誰も作成できない
who_may_invite = サーバーに招待できる人
inviters_administrators = 管理者
inviters_everyone = アカウントを持つ全員
set_by_flag = 起動時の { $flag } で設定されています。
find_entries = 記録を検索
act_label = 操作
all_acts = すべて
no_entries = 結果なし
older_entries = 以前の記録
export_entries = エクスポート
audit_by = { $name }、{ $time }
unknown_act = 不明
act_setting_changed = 設定の変更
act_invitation_created = 招待の作成
act_invitation_revoked = 招待の取り消し
act_account_created = アカウントの作成
act_role_changed = 役割の変更
act_deactivated = アカウントの停止
act_reactivated = アカウントの再開
act_sessions_ended = 全ブラウザーのログアウト
act_password_link_created = パスワード再設定リンクの作成
act_password_link_used = リンクによるパスワード設定
act_setup_link_created = セットアップリンクの作成
act_setup_link_used = リンクによるセットアップ

## Keeping order

reports = 通報
report_message = 通報…
report_this_message = このメッセージを通報
report_note = モデレーターには、このメッセージと前後のメッセージ、通報した人が見えます。
report_reason_label = 何が問題ですか（省略可）
report_reason_invalid = { $count }文字以内の1行で書いてください。
report_button = 通報する
reported = ありがとうございます。モデレーターに届きました。
too_many_reports = 通報の数が上限に達しています。いくつか対応されるまでお待ちください。
no_reports = 対応が必要な通報はありません。
no_resolved_reports = 対応済みの通報はまだありません。
open_reports = 未対応の通報
resolved_reports = 対応済みの通報
older_reports = 以前の通報
report_by = 通報：{ $person }、{ $time }
report_resolved_by = 対応：{ $person }、{ $time }
report_in_room = { $room }
report_in_direct = ダイレクトメッセージ
mute_author = 投稿者をミュート
mute_no = ミュートしない
mute_hour = 1時間
mute_day = 1日
mute_week = 1週間
mute_end = ミュートを解除
dismiss_report = 報告を却下
mute_label = ミュート
mute = 適用
muted = ミュート中
muted_for = あと{ $minutes }分間は書き込めません。書いた内容は残っています。
ban_label = 追放時に削除するメッセージ
remove_nothing = なし
remove_hour = 直近1時間
remove_day = 直近1日
remove_everything = すべて
block_networks = ログイン中のネットワークもブロックする
ban = 追放
blocked_networks = ブロック中のネットワーク
blocked_networks_note = ここからはログインもアカウント作成もできません。
blocked_with = { $name }、{ $time }
unblock = ブロック解除
network_is_blocked = お使いのネットワークからのログインと登録はブロックされています。管理者に問い合わせてください。
act_banned = アカウントの追放
act_network_blocked = ネットワークのブロック
act_network_unblocked = ネットワークのブロック解除
act_muted = アカウントのミュート
act_message_deleted = メッセージの削除
act_report_resolved = 通報への対応

## Deleting one's account

deletion_tab = 削除
delete_account = アカウントの削除
delete_account_note = アカウントはすぐに閉じられ、{ $days }日後に削除されます。それまでにログインすると取り消せます。その後は名前、画像、設定、参加情報が失われ、名前はほかの人が使えるようになります。
your_messages = あなたのメッセージ
messages_stay = 「削除されたアカウント」として残す
messages_go = メッセージも削除する
account_will_be_deleted = アカウントは削除されます。残す場合は{ $days }日以内にログインしてください。

## Downloading one's data

download_tab = ダウンロード
download_data = データのダウンロード
download_data_note = プロフィール、ログイン、ルーム、ブックマーク、リマインダー、予約済みメッセージ、書いたすべてのメッセージを含むzipファイルです。読むためのページと、プログラム用のJSON Linesが入っています。
download_button = ダウンロード
download_running = データのダウンロード中です。終わるまでお待ちください。
data_of = { $name }のデータ
data_as_of = { $time }現在
data_messages = メッセージ

## Second factor

second_factor_tab = 2段階認証
second_factor = 2段階認証
second_factor_note = 2段階認証を使うと、ログインにパスワードのほか、スマートフォンのアプリが表示するコードが必要になります。
second_factor_is_on = 2段階認証は有効です。
second_factor_is_off = 2段階認証を無効にしました。
set_up_second_factor = 設定する
scan_this_code = 認証アプリでこのコードを読み取るか、シークレットを入力してください。
factor_qr = アプリ用のQRコード
factor_secret_label = シークレット
code_label = コード
first_code_hint = アプリに現在表示されている6桁の数字。
turn_on = 有効にする
turn_off = 無効にする
new_recovery_codes = 新しい回復コード
recovery_codes = 回復コード
recovery_codes_note = スマートフォンがなくても見られる場所に保管してください。それぞれコードの代わりに1回使えます。再び表示されません。
recovery_codes_left = 残りの回復コード：{ $count }
enter_code = コードの入力
code_hint = アプリのコード、または回復コード。
wrong_code = コードが違います。現在表示されているコードを入力してください。
code_took_too_long = 時間切れです。もう一度ログインしてください。
remove_second_factor = 2段階認証を無効にする
act_second_factor_removed = 2段階認証の無効化

## Required second factor

second_factor_required = あなたの役割には2段階認証が必要です。続けるには設定してください。
who_needs_factor = 2段階認証が必要な人
factor_nobody = なし
factor_administrators = 管理者
factor_moderators = 管理者とモデレーター
factor_everyone = 全員

## Rules of a room

room_rules = ルール
who_can_post = 投稿できる人
everybody_posts = すべてのメンバー
announcements_only = ルームの作成者、モデレーター、管理者のみ（お知らせ）
slow_mode = 低速モード
slow_mode_hint = メンバーは次のメッセージまでこの時間待ちます。ルームの作成者、モデレーター、管理者は待ちません。
slow_off = オフ
max_members = メンバー数の上限
max_members_hint = 空欄は上限なしです。上限を下げても今のメンバーは残ります。
announcements_note = ここに投稿できるのはルームの作成者、モデレーター、管理者だけです。閲覧とリアクションはできます。
room_is_full = ルームが満員です
room_is_full_advice = メンバー数の上限に達しています。管理している人に上限の変更を頼んでください。
count_seconds = { $count }秒
count_minutes = { $count }分
count_hours = { $count }時間
slow_mode_note = 低速モード：{ $time }に1件まで。
slow_mode_wait = このルームは低速モードです。あと{ $time }で投稿できます。書いた内容は残っています。
max_members_invalid = 1から{ $most }までの数を入力するか、空欄にしてください。

## Administration of rooms and sessions

act_room_archived = ルームをアーカイブ
act_room_reopened = ルームを再開
act_room_deleted = ルームを削除
act_room_joined = 非公開ルームに参加
act_retention_changed = メッセージの保存期間を変更
sessions_now = セッション
all_kinds = すべての種類
room_kind = 種類
open_kind = 公開
closed_kind = 非公開
room_not_archived = アーカイブ以外
find_rooms = ルームを探す
part_of_room_name = 名前の一部
no_room_found = 結果なし
more_rooms = さらにルームを表示
rooms_note = ダイレクト会話は表示されません。管理者が非公開ルームを読めるのはメンバーになった場合だけで、参加はメンバーに表示されます。
never_posted = まだメッセージはありません
change_room = このルームを変更
retention_label = この日数が過ぎたメッセージを削除
retention_hint = 0は削除しません。空欄はサーバーの設定に従います。削除したメッセージは元に戻せません。
server_retention_hint = 0は削除しません。ルームごとに日数を決められます。削除したメッセージは元に戻せません。
set_retention = 保存期間を設定
join_as_administrator = 管理者として参加
join_as_administrator_note = 参加は監査ログに記録され、ルームのメンバーにはメッセージで知らされます。
joined_as_administrator = 管理者としてこのルームに参加しました。
acts_of_administrators = 管理者の操作
end_session = セッションを終了
no_sessions = セッションはありません。
more_sessions = さらにセッションを表示
session_was_ended = セッションを終了しました。
room_created_by = 作成者：{ $name }、{ $time }
room_created_at = 作成：{ $time }
newest_message = 最新のメッセージ：{ $time }
count_members = メンバー{ $count }人
count_messages = メッセージ{ $count }件
messages_are_removed_after = ここのメッセージは{ $days }日後に削除されます。
retention_invalid = 0から{ $most }までの日数を入力するか、空欄にしてください。
act_session_ended = セッションを終了
archived_or_not = アーカイブも含む

## Blocking and warning

blocked_people = ブロックした人
blocked_tab = ブロック
blocked_note = ブロックした人のメッセージは折りたたまれ、その人はあなたに直接書くことも、ルームに追加することも、メンションすることもできません。相手には知らされません。
block_person = ブロック
block_label = ブロックする人のユーザー名
unblock_person = ブロック解除
nobody_blocked = ブロックしている人はいません。
not_oneself = 自分をブロックすることはできません。
too_many_blocked = ブロックできる人数の上限です。先に誰かのブロックを解除してください。
blocked_between = あなたとこの人は互いに書けません。どちらかが相手をブロックしています。
# The name of somebody who has deleted the account.
deleted_account = 削除されたアカウント
folded_message = ブロックした人のメッセージです。時刻のリンクから読めます。
folded_quote = ブロックした人のメッセージ
act_warned = 警告
warn = 警告する
warning_label = 警告文
warning_hint = 相手は次に開くページで読み、確認します。
warning_author_label = 投稿者への警告（空欄可）
warnings = 警告
you_were_warned = モデレーターから警告があります。
read_warning = 読む
confirm_warnings = 読みました
no_warnings = 警告はありません。
warning_not_read = 未読
block_ask = { $name } をブロック…
warning_invalid = { $most }文字までで書いてください。

## Guests

guests = ゲスト
guests_note = ゲストリンクを使うと、アカウントのない人がこのルームに一定期間入れます。入った後の発言を読み、書き込むことができますが、このサーバーの他のものは見えません。
new_guest_link = 新しいゲストリンク
guest_stay = リンクとゲストの有効期間
stay_hour = 1時間後まで
stay_day = 1日後まで
stay_week = 1週間後まで
guests_wait = ルームを管理する人が許可するまでゲストを待たせる
create_guest_link = ゲストリンクを作成
guest_links = ゲストリンク
no_guest_links = ゲストリンクはありません。
too_many_guest_links = このルームのゲストリンクは上限に達しています。先に1つ取り消してください。
revoke_guest_link = リンクを取り消す
qr_of_guest_link = ゲストリンクのQRコード
guests_here = 参加中のゲスト
guests_waiting = 待機中のゲスト
no_guests = ゲストはいません。
let_in = 許可
turn_away = 拒否
remove_guest = 外す
to_guests = このルームのゲスト
guest_name_label = あなたの名前
guest_enter = 参加
guest_enter_note = アカウントは不要です。あなたの名前には「ゲスト」と付きます。入った後の発言を読めます。
guest_waiting = 許可を待っています
guest_waiting_note = ルームを管理する人の許可が必要です。許可されると、下に入室ボタンが表示されます。
guest_leave = 退出
guest_ended = ゲストとしての参加は終了しました
guest_ended_note = もう一度参加するには、ルームの人に新しいリンクを頼んでください。
guest_room_full = 今はこのルームにゲストの空きがありません。
guest_nothing_yet = 入ってからまだ発言はありません。
guest_named = { $name }（ゲスト）
guest_title = { $room }のゲスト
guest_until = { $time }まで
guest_link_by = 作成：{ $name }、{ $time }まで
guest_came = 参加：{ $time }
# On all pages of somebody who manages the room.
guests_wait_in = { $room } への入室を待っているゲストが { $count } 人います
guest_let_in = 入室が許可されました。

## E-mail

email = メール
email_tab = メール
email_note = メールアドレスを登録すると、パスワードを忘れたときに新しく設定でき、パスワードや二段階認証が変わったときに通知が届きます。アドレスはほかの人には見えません。
email_verified = 確認済みのアドレス：{ $address }
email_pending = 未確認：{ $address }。届いたリンクを開いてください。リンクは24時間以内に1回だけ使えます。
email_none = 確認済みのアドレスはありません。
email_label = 新しいメールアドレス
email_send_link = 確認用リンクを送信
email_cancel_pending = 未確認のアドレスを削除
email_remove = メールアドレスを削除
email_link_sent = リンクを送信しました。開いてアドレスを確認してください。
email_is_removed = メールアドレスを削除しました。
email_invalid = ann@example.org のようなメールアドレスを入力してください。
email_not_ascii = 「@」の前には、どこにでも届く英字（a～z）、数字、記号だけを使ってください。
email_is_yours = これはすでに確認済みのアドレスです。
verify_email = メールアドレスの確認
verify_email_note = { $address } はアカウント「{ $name }」のものですか？ご自分で依頼した場合だけ確認してください。
verify_email_button = はい、確認します
email_is_verified = アドレスを確認しました
email_is_verified_note = { $address } があなたのアカウントに登録されました。
forgot_password = パスワードを忘れましたか？
recover_note = アカウントに確認済みのメールアドレスがあれば、新しいパスワードを設定するリンクをそこへ送ります。
recover_label = ユーザー名またはメールアドレス
recover_button = リンクを送信
recover_empty = ユーザー名またはメールアドレスを入力してください。
recover_sent = 受信トレイをご覧ください
recover_sent_note = そのようなアカウントがあり、確認済みのメールアドレスがあれば、リンクを送信しました。リンクは4時間以内に1回だけ使えます。数分たっても届かないときは、迷惑メールのフォルダーも確認するか、管理者にリンクを依頼してください。
mail_waiting = 送信待ちのメール：{ $count }通
mail_sent_at = 最後の送信：{ $time }
mail_failed_at = 最後の失敗：{ $time }。理由はログにあります。
mail_not_used = サーバーの起動後、まだ送信していません。
mail_hello = { $name } さん
mail_footer = このメールは{ $server }から自動送信されています。返信はできません。サーバー：
mail_recovery_subject = { $name } の新しいパスワード
mail_recovery = 新しいパスワードの設定が依頼されました。次のページで設定してください。4時間以内に1回だけ使えます。
mail_recovery_ignore = 心当たりがなければ、このメールは無視してください。パスワードは変わりません。
mail_verification_subject = メールアドレスの確認
mail_verification = このアドレスをアカウントで使うには、次のページで確認してください。24時間以内に1回だけ使えます。
mail_verification_ignore = アカウントをお持ちでなければ、このメールは無視してください。
mail_taken_subject = このアドレスはすでに使われています
mail_taken = このアドレスをアカウントで使う依頼がありましたが、別のアカウントのアドレスになっています。先にそちらで削除してください。
mail_address_changed_subject = メールアドレスが変更されました
mail_address_changed = アカウントのメールアドレスが変わりました。このアドレスは使われなくなります。
mail_address_removed_subject = メールアドレスが削除されました
mail_address_removed = アカウントのメールアドレスが削除されました。パスワードを忘れても、リンクを送れなくなります。
mail_password_changed_subject = パスワードが変更されました
mail_password_changed = アカウントのパスワードが変更され、ほかの端末はログアウトされました。
mail_factor_on_subject = 二段階認証が有効になりました
mail_factor_on = 今後、ログインにはアプリのコードが必要です。
mail_factor_off_subject = 二段階認証が無効になりました
mail_factor_off = ログインにコードは必要なくなりました。
mail_not_you = 心当たりがなければ、すぐに新しいパスワードを設定し、管理者に知らせてください。
mail_test_subject = メールの送信テスト
mail_test = このサーバーからメールを送信できます。
## Single sign-on

sign_on = シングルサインオン
sign_on_tab = シングルサインオン
log_in_by_sign_on = シングルサインオンでログイン
log_in_with = { $provider }でログイン
create_by_sign_on = シングルサインオンでアカウントを作成
create_with = { $provider }でアカウントを作成
sign_on_keeps_text = 別のタブで開き、文章はここに残ります。そこでログインしたら、ここに戻ってください。
have_logged_in = ログインしました。続ける
not_logged_in_yet = このブラウザーではまだログインしていません。
passwords_are_off = このサーバーでは、パスワードでのログインと登録はできません。シングルサインオンを使ってください。
passwords_off_note = このサーバーではパスワードでのログインはできません。パスワードは変更の確認だけに使われます。
choose_username = ユーザー名を選ぶ
choose_username_note = シングルサインオンでログインしましたが、ここにはまだアカウントがありません。すでにある場合は、まずそのアカウントにログインして、設定で連携してください。
provider_fails = シングルサインオンは現在使えません
provider_fails_advice = プロバイダーに接続できないか、エラーが返されました。数分後にもう一度お試しください。
sign_on_refused = ログインしていません
sign_on_refused_advice = プロバイダーに拒否されたか、取り消されました。
sign_on_stale = このログインは終了しています
sign_on_stale_advice = 開始から時間がたちすぎたか、別のブラウザーで開始されたか、すでに完了しています。もう一度始めてください。
sign_on_invalid = このログインは確認できません
sign_on_invalid_advice = プロバイダーの応答が正しくありません。もう一度始めても解決しない場合は、管理者に問い合わせてください。
sign_on_not_allowed = このアカウントではログインできません
sign_on_unverified = このサーバーが求めるメールアドレスの確認が、プロバイダーで済んでいません。
sign_on_wrong_domain = メールアドレスのドメインが、このサーバーで許可されていません。
sign_on_wrong_group = このサーバーで許可されているグループに入っていません。
other_identity = 別のアカウントです
other_identity_advice = ここのアカウントと連携しているアカウントで、プロバイダーにログインしてください。
identity_taken = 別のアカウントと連携しています
identity_taken_advice = プロバイダーのこのアカウントは、すでにここの別のアカウントと連携しています。
begin_again = もう一度始める
sign_on_note = シングルサインオンでは、ほかで持っているアカウントでログインします。
sign_on_linked = アカウントは{ $identity }と連携しています。
sign_on_linked_now = アカウントを連携しました。
sign_on_unlinked_now = 連携を解除しました。ほかの端末はログアウトされました。
link_sign_on = アカウントを連携
link_this_account = { $identity }をここのアカウントと連携しますか？ 連携するとログインに使えます。
link_it = 連携する
unlink_sign_on = 連携を解除
only_login = これはアカウントにログインする唯一の方法です。先にパスワードを設定してください。
only_login_without_passwords = これはアカウントにログインする唯一の方法です。
confirm_by_sign_on = プロバイダーでもう一度ログイン
confirm_by_sign_on_note = 本人確認のため、プロバイダーでもう一度ログインしてください。10分間有効です。
confirmed_by_sign_on = プロバイダーでログインしたばかりなので、本人確認は済んでいます。

## Passkeys

passkeys = パスキー
passkeys_tab = パスキー
passkeys_note = パスキーを使うと、端末の画面ロックやセキュリティキーで、パスワードもコードもなしにログインできます。{ $most }個まで登録できます。
passkeys_need_javascript = パスキーの作成にはJavaScript、パスキーに対応したブラウザー、数字ではなく名前のアドレスが必要です。
passkey_name_label = 新しいパスキーの名前
passkey_name_hint = 例：端末の名前
passkey_name_invalid = { $most }文字までの名前を1行で入力してください。
add_passkey = パスキーを作成
remove_passkey = 選んだパスキーを削除
passkey_added = 新しいパスキーを登録しました。
passkey_removed = パスキーを削除しました。端末のパスキーも削除してください。
passkey_created = 作成：{ $time }
passkey_used = 最終ログイン：{ $time }
passkey_never_used = 未使用
passkey_not_made = パスキーは作成されませんでした。もう一度お試しください。この端末にはすでにあるかもしれません。
too_many_passkeys = パスキーの数が上限に達しています。先に1つ削除してください。
choose_passkey = 削除するパスキーを選んでください。
log_in_with_passkey = パスキーでログイン
bad_passkey = このパスキーは確認できませんでした。もう一度試すか、別の方法でログインしてください。

## The sidebar

own_menu = あなたのメニュー
show_sidebar = サイドバーを表示
hide_sidebar = サイドバーを隠す
starred = スター付き
archived_rooms = { $count ->
   *[other] アーカイブ済み（{ $count }）
}
in_the_sidebar = サイドバーでの表示
starred_room = スター付き：ほかのルームの上に表示
section_label = セクション（任意）
section_hint = 「プロジェクト」など好きな名前。自分だけに表示されます。
section_too_long = セクション名は32文字までです。
section_hidden = 表示できる文字を1行で入力してください。
your_sections = あなたのセクション：
room_order_label = サイドバーのルームの順序
order_by_name = 名前順
order_by_activity = アクティビティ順：新しいメッセージが先
sidebar_width_label = サイドバーの幅
sidebar_width_hint = 広い画面で、このブラウザーにのみ適用されます。
sidebar_hidden = ボタンの後ろに隠す
sidebar_narrow = 狭い
sidebar_normal = 標準
sidebar_wide = 広い
sidebar_wider = とても広い
resize_sidebar = サイドバーの幅
unread_below = 下に未読{ $count }件
unread_above = 上に未読{ $count }件
person_present = オンライン：

## Drafts

draft_tag = 下書き
save_draft = 下書きを保存
other_drafts = このルームにはほかの下書きが保存されています。
drafts_in = { $room }の下書き
drafts_note = 複数の端末で同時に入力した文章は、ルームごとに5件まで保存されます。
no_drafts = 下書きはありません。
use_draft = この下書きを使う
discard_draft = 破棄

## People

own_card = 自分のプロフィール
status = ステータス
status_tab = ステータス
set_status = ステータスを設定
status_label = いま何をしていますか？（任意）
status_hint = 「休暇中」「会議中 📅」など。ここにアカウントがある全員にカード上で表示されます。
status_end_label = 次の時点で消す
status_end_never = 消さない
status_end_half_hour = 30分後
status_end_four_hours = 4時間後
status_end_today = 今日
status_end_week = 7日後
status_until = { $when }まで
status_too_long = ステータスは{ $most }文字までです。
is_online = オンライン
guest_word = ゲスト
local_time = 現地時刻：{ $time }
rooms_of_both = 二人とも見られるルーム
send_message_to = メッセージを送る
mention_them = メンション
unknown_names = 「{ $names }」という人はいません。つづりを確認してください。
ambiguous_name = 「{ $name }」は複数います：{ $people }。ユーザー名を使ってください。
could_not_add = { $name }を追加できませんでした：{ $why }
or_choose_people = または一覧から選択
choose_people = 一覧から選ぶ
add_people_to = { $room }にメンバーを追加

## Unread and mentions

unread_tab = 未読
unread_messages = 未読メッセージ
mentions = メンション
no_mentions = まだメンションはありません。
older_mentions = 以前のメンション
nothing_is_unread = 未読はありません。
mark_everything_read = すべて既読にする
all_marked_read = すべて既読にしました。
undo = 元に戻す
mark_read = 既読にする
all_unread_of_room = すべて表示
count_unread = 未読{ $count }件
more_unread_rooms = { $count ->
   *[other] ほかに{ $count }件のルームに未読があります。
}
today = 今日
yesterday = 昨日
go_to_day = 日付へ移動
show_day = 表示

## Reminders and messages that are sent later
remind_me = リマインダーを設定
reminders = リマインダー
remind_me_again = もう一度通知
no_reminders = リマインダーはありません。メッセージのメニュー（⋯）から設定できます。
reminders_due_now = 期限が来たもの
reminders_coming = 今後の予定
reminder_done = 完了
delete_reminder = 削除
reminder_unreadable = このメッセージは削除されたか、もう読めません。
reminder_set = リマインダーを設定しました: { $time }
reminders_due = { $count } 件のリマインダーの期限が来ました
too_many_reminders = リマインダーは上限の { $most } 件に達しています。先に1件削除してください。
due_date = 日付
due_date_hint = 例: 2026-12-31
due_time = 時刻
due_times_are_of = タイムゾーン:
due_soon = 20分後
due_hours = 2時間後
due_tomorrow = 明日 9:00
due_monday = 次の月曜日 9:00
due_own = この日時に設定
due_time_invalid = 日付と時刻を入力してください。
due_time_past = この時刻は過ぎています。これからの時刻を入力してください。
due_time_too_far = { $years } 年以内の日時を入力してください。
send_later = 後で送信
send_later_in = 宛先: { $room }
send_later_note = 送信時にもルームのメンバーである必要があります。送信できなかったメッセージは保存され、理由が表示されます。
send_then = この日時に送信
send_now = 今すぐ送信
scheduled = 予約済み
scheduled_message = 予約済みメッセージ
scheduled_saved = メッセージを予約しました。
no_scheduled = 予約済みのメッセージはありません。「送信」の横の「後で送信」で予約できます。
delete_scheduled = 削除
scheduled_unsent = { $count } 件のメッセージを送信できませんでした
scheduled_here = 予約済みメッセージ { $count } 件
too_many_scheduled = 予約済みメッセージは上限の { $most } 件に達しています。先に1件削除してください。
unreadable_room = もう読めないルーム
not_sent = 送信されませんでした。
not_sent_no_access = このルームのメンバーではなくなりました。
not_sent_muted = モデレーターにより投稿が制限されていました。
not_sent_reply = 返信先のメッセージが削除されました。
not_sent_server = サーバーに保存できませんでした。

## Polls
poll = アンケート
new_poll = 新しいアンケート
post_poll = アンケートを投稿
poll_question = 質問
poll_question_invalid = 1,000文字以内で質問を入力してください。
poll_options = 選択肢（1行に1つ）
poll_options_hint = 2から{ $most }個まで。後から編集できません。
poll_options_invalid = 異なる選択肢を2から{ $most }個、それぞれ{ $chars }文字以内で入力してください。
poll_kind = 投票方法
poll_single = 1つ選択
poll_several = 複数選択
poll_ranked = 順位を付ける
poll_ranked_hint = 1が第1希望です。希望しないものは空欄にしてください。
poll_secret = 締め切りまで非公開
poll_secret_label = 締め切るまで結果を公開しない
poll_closes = 締め切り
poll_closed_by_author = 自分で締め切る
poll_closes_at = 締め切り: { $time }
poll_closed = 締め切り済み
poll_closed_note = このアンケートは締め切られました。
poll_result = 結果
poll_winner = 当選
vote = 投票
withdraw_vote = 投票を取り消す
close_poll = アンケートを締め切る
your_vote = あなたの投票
join_to_vote = 投票できるのはルームのメンバーだけです。
vote_invalid = 選択肢を選んでください。
ranks_invalid = 1つ以上の選択肢に順位を付け、同じ順位を重ねないでください。
colon = {"："}
count_votes = { $count } 票
count_voters = { $count } 人が投票

## Mentions of many people
mention_all = メンバー全員
mention_here = 今いるメンバー
no_group_mentions = @all と @here で誰にも通知しない
many_mentioned = { $count } 人に通知されます。もう一度送信すると確定します。

## Forwarding
forward = 転送
forward_ask = 転送…
forward_message = メッセージを転送
forward_to = 転送先
forward_comment = コメント（任意）
forward_note = メッセージは投稿者のユーザー名とともに引用されます。元のメッセージへのリンクは、それを読める人だけが使えます。
forward_no_room = このルームのメンバーではありません。ほかのルームを選んでください。
forwarded = 転送: 元のメッセージへ

## Notifications

notifications = 通知
notifications_tab = 通知
this_device = この端末
notifications_need_javascript = 通知には JavaScript と HTTPS のアドレスが必要です。
notifications_unavailable = このブラウザーには通知の機能がないか、ページが HTTPS で読み込まれていません。
notifications_denied = このブラウザーはこのサイトの通知をブロックしています。先にブラウザーのサイト設定で許可してください。
notifications_are_on = この端末では、ページを開いていないときも通知が表示されます。
notifications_are_on_here = このブラウザーは、ページがバックグラウンドで開いている間だけ通知を表示します。それ以外のためのプッシュサービスがありません。
notifications_are_off = この端末では通知は表示されません。
notifications_failed = うまくいきませんでした。後でもう一度お試しください。
too_many_devices = 通知を受け取る端末の数が上限に達しています。先に 1 台を削除してください。
turn_on_notifications = この端末で通知をオンにする
turn_off_notifications = この端末で通知をオフにする
notified_devices = 通知を受け取る端末
no_notified_devices = 通知を受け取る端末はありません。
device_notified = 最後の通知 { $time }
device_never_notified = 通知はまだありません
preview_label = 通知に表示する内容
preview_text = 名前と本文
preview_name = 名前のみ
preview_nothing = 新着があることのみ
remove_device = 削除
remove_device_named = { $name } を削除
save_for_device = { $name } に保存
do_not_disturb = おやすみモード
do_not_disturb_until = { $time } まで通知はありません。
pause_label = 通知を止める時間
pause_start = 通知を一時停止
pause_end = 通知を再開
pause_half_hour = 30 分間
pause_hour = 1 時間
pause_eight_hours = 8 時間
pause_tomorrow = 明日の 8:00 まで
pause_week = 1 週間
quiet_hours = 通知しない時間帯
quiet_hours_hint = あなたのタイムゾーン（{ $zone }）のこの時間帯は通知しません。終了が開始より前の場合は翌日に終わります。不要な曜日は空欄にしてください。
quiet_from = { $day }の開始
quiet_until = { $day }の終了
from = から
until = まで
quiet_hours_invalid = 曜日ごとに 22:00 と 07:00 のような 2 つの時刻を入力するか、空欄にしてください。
default_level_label = 今後参加するルームで通知を受け取るメッセージ
default_level_hint = ルームごとの設定は、そのルームの詳細にあります。ダイレクトメッセージは最初は常にすべて通知されます。
sound_label = ページがバックグラウンドにあるときにメッセージが届いたら音を鳴らす
notification_title = { $name }（{ $room }）
new_messages_count = 新着メッセージ { $count } 件
not_muted = ミュートしない
leave_muted = ミュートしたままにする
end_muting = ミュートを解除
room_is_muted = { $time } までこのルームの通知はありません。
offline_title = オフラインです
offline_advice = このページにはサーバーへの接続が必要です。書いたメッセージはこのブラウザーに保存され、接続が戻ると送信されます。
try_again = 再試行
digest_label = 未読をメールで受け取る
digest_never = 受け取らない
digest_daily = 毎日 8:00
digest_weekly = 毎週月曜日 8:00
digest_hint = 自分宛ての未読メッセージの名前と件数だけを送ります。確認済みのアドレスが必要です。
digest_subject = あなた宛ての未読メッセージ { $count } 件
digest_text = あなたへのメンション、またはあなたに送られた未読メッセージ:
digest_room = { $name }: { $count } 件
digest_direct = { $name } との会話: { $count } 件
digest_unsubscribe = このメールの受信を停止するには、次のページを開いてください:
unsubscribe_title = 未読のお知らせメールを停止しますか？
unsubscribe_note = このサーバーから未読のお知らせメールは届かなくなります。設定から再び有効にできます。
unsubscribe_button = 受信を停止
unsubscribed_title = 受信を停止しました
unsubscribed_note = このサーバーから未読のお知らせメールは届きません。
mute_room_label = 通知をミュート

## Room details and panels
on_this_page = このページの内容
manage_room = 管理
announcements_only_note = 投稿できるのは、ルームの作成者、モデレーター、管理者だけです。
owner_tag = オーナー
members_by_search = ほかのメンバーは名前で検索してください。
more_members = ほかの { $count } 人を表示
leave_archive_delete = 退出・アーカイブ・削除
leave_heading = 退出
leave_closed_note = 退出すると、誰かに追加されるまで戻れません。
remove_member_title = { $name } を { $room } から外しますか？
remove_closed_note = もう一度追加されるまで、このルームとメッセージは見えなくなります。書いた内容は残ります。
remove_open_note = 公開ルームのため、もう一度参加できます。書いた内容は残ります。
remove_from_room = 外す
new_since = { $time } から新着 { $count } 件
to_first_unread = 最初の未読メッセージへ移動
open_as_page = ページとして開く

## Writing
show_more = もっと見る
show_less = 折りたたむ
preview = プレビュー
formatting = 書式
bold = 太字
italic = 斜体
strikethrough = 取り消し線
code = コード
key_links = 選択したテキストをリンクにする
send_key_label = 送信
enter_sends = Enter で送信、Shift + Enter で改行
ctrl_enter_sends = Enter で改行、Ctrl または ⌘ + Enter で送信
formatting_label = 書式ボタン
formatting_shown = 入力欄の下に表示
formatting_hidden = 非表示
format_link = リンク
format_quote = 引用
format_list = リスト
format_spoiler = ネタバレ
edit_keys_ctrl = Ctrl または ⌘ + Enter で保存、Esc でキャンセル。
chars_left = 残り { $count } 文字
chars_over = { $count } 文字超過しています
copy_code = コピー
formatting_and_more = 書式とその他

## The bar on messages, and the emoji picker
react_with = {$text} でリアクション
bar_react = リアクションを追加
bar_reply = 返信
reply_cancelled = 返信をキャンセルしました。
insert_emoji = 絵文字を挿入
choose_emoji = 絵文字を選ぶ
emoji = 絵文字
find_emoji = 名前や言葉で絵文字を検索
no_emoji_found = 絵文字が見つかりません。
skin_tone = 肌の色
emoji_categories = カテゴリー
emoji_often = よく使うもの
emoji_smileys = 顔と感情
emoji_people = 人と体
emoji_nature = 動物と自然
emoji_food = 食べ物と飲み物
emoji_places = 旅行と場所
emoji_activities = 活動
emoji_objects = もの
emoji_symbols = 記号
emoji_flags = 旗
name_or_word = 名前か言葉

## First run
setup_title = サーバーを準備する
setup_addresses = ほかの人が使うアドレス
setup_people = メンバー
setup_rooms = 作成するルーム
setup_another_room = 別のルーム…
setup_branding = 名前とロゴを設定
setup_dismiss = 閉じる
setup_later = あとで「管理」から開けます。
setup_room_random = 雑談
setup_room_random_description = ほかに当てはまらない話題
setup_room_help = 質問
setup_room_help_description = 質問はお気軽に
setup_room_news = お知らせ
setup_room_news_description = みんなへのお知らせ
branding = 名前とロゴ
server_name_label = サーバー名
server_name_hint = すべてのページとメールに表示されます。空欄の場合は「Snug」になります。
server_name_too_long = サーバー名は{ $most }文字以内で入力してください。
server_name_characters = サーバー名は表示できる文字だけで1行に入力してください。
logo_label = ロゴ
logo_hint = JPEG、PNG、WebP、GIF、{ $size } MB まで。正方形の画像が最適です。
save_branding = 名前とロゴを保存
remove_logo = ロゴを削除
welcome_title = { $server }へようこそ
welcome_note = これらのルームには誰でも参加できます。興味のあるルームに参加してみましょう。

## Time zones
zone_of_this_browser = { $place }（このブラウザー）
region_africa = アフリカ
region_america = アメリカ
region_antarctica = 南極
region_arctic = 北極
region_asia = アジア
region_atlantic = 大西洋
region_australia = オーストラリア
region_europe = ヨーロッパ
region_indian = インド洋
region_pacific = 太平洋

## Sounds
played_sound = { $name }を鳴らしました
play_sound = { $name }を再生
unknown_sound = 不明なサウンドです。/play のあとに指定できるのは次のとおりです：{ $names }。文字として送るには、前に \ を付けてください。

## Custom emoji
custom_emoji = カスタム絵文字
emoji_custom = カスタム
add_emoji = 絵文字を追加
custom_emoji_note = 名前の付いた画像です。メッセージに :名前: と書くか、リアクションに使えます。
emoji_name_label = 名前
emoji_name_hint = { $least }～{ $most }文字。a～z、数字、_、+、- が使えます。コロンで囲んで書きます。
emoji_picture_label = 画像
emoji_picture_hint = JPEG、PNG、WebP、GIF、{ $size } MB まで。正方形の画像が最適です。アニメーションは動きません。
emoji_name_invalid = 名前は{ $least }～{ $most }文字で、a～z、数字、_、+、- だけが使えます。
emoji_name_standard = 標準の絵文字の名前です。
emoji_name_taken = この名前のカスタム絵文字がすでにあります。
emoji_picture_missing = 画像を選んでください。
too_many_custom_emoji = 追加できる絵文字は 1 人{ $each }個、サーバー全体で{ $all }個までです。先にいくつか削除してください。
emoji_adders_note = ここではカスタム絵文字を管理者とモデレーターが追加します。
emoji_added = 絵文字を追加しました。
emoji_removed = 絵文字を削除しました。
no_custom_emoji = カスタム絵文字はまだありません。
emoji_added_by = { $name }さんが追加、{ $time }
remove_emoji = 削除
remove_emoji_ask = 削除…
remove_emoji_title = { $name } を削除しますか？
remove_emoji_note = 使われているメッセージとリアクションには、代わりに名前が表示されます。
who_may_add_emoji = カスタム絵文字を追加できる人
emoji_adders_everyone = アカウントを持つ全員
emoji_adders_moderators = 管理者とモデレーター
act_emoji_removed = カスタム絵文字を削除

## Files
attach_files = ファイルを添付
attached_files = 添付ファイル
add_files = ファイルを追加
alt_text_of = {$name} の説明（見えない人のため）
alt_text = 説明（見えない人のため）
hide_until_asked = クリックするまで隠す
remove_file = {$name} を削除
keep_metadata = 位置情報などのメタデータを残す
file_too_large = {$name} は大きすぎます。上限は {$limit} です。
picture_too_large_to_clean = {$name} は {$limit} を超えているため、メタデータを削除できません。メタデータを残して送るか、小さくしてください。
storage_full = 現在、このサーバーにはファイルを保存する空きがありません。メッセージは送信できます。
file_quota = ファイルの容量が上限に達しています。ファイル付きのメッセージを削除してください。
file_gone = ファイルが見つかりません。もう一度添付してください。
too_many_files = 1 件のメッセージに添付できるファイルは {$max} 個までです。
upload_interrupted = {$name} を最後まで受信できませんでした。もう一度添付してください。
picture_named = 画像 {$name}
show_hidden = {$name} を表示
download_file = {$name} をダウンロード
previous_file = 前へ
next_file = 次へ
file_saved = 説明を保存しました。
in_message = メッセージで見る
bytes = {$count} バイト
megabytes = {$size} MB
gigabytes = {$size} GB
files_alt = {$name} の説明（見えない人のため）
files_hide = クリックするまで隠す
files_remove = {$name} を削除
files_retry = {$name} を再試行
files_uploading = {$name} をアップロード中
files_ready = {$name} を添付しました
files_failed = {$name} をアップロードできませんでした
files_waiting = ファイルをアップロード中です。完了したらメッセージを送信します。
files_too_many = 1 件のメッセージに添付できるファイルは {$count} 個までです。
files_drop = ここにファイルをドロップして添付
files_metadata = 位置情報などのメタデータを残す
picture_pause = {$name} を一時停止
picture_play = {$name} を再生
files_alt_short = 説明（見えない人のため）
files_page = 画像のページ
files_picture = 画像
files_before = 前へ
files_after = 次へ
files_not_later = すべてのファイルのアップロードが終わるまでお待ちください。その後、後で送信できます。
drafts_without_files = 下書きにファイルは保存されません。今すぐか後で送信するか、ファイルを削除してから下書きを保存し直してください。
remove_this_file = このファイルを削除
edit_file = 説明と削除
files_not_kept = このブラウザーには {$name} を保存する空きがありません。アップロードが終わるまでこのページを開いたままにしてください。
files_again = {$name} を読み込めなくなりました。ここから削除して、もう一度選択してください。
files_log_in = {$name} をアップロードするには、もう一度ログインしてください。
files_download = ダウンロード

## Finding files
finds_with_files = ファイル付きのメッセージ（ファイル名と説明も検索されます）
finds_with_pictures = 画像付きのメッセージ
finds_with_sounds = 音声付きのメッセージ
finds_with_films = 動画付きのメッセージ
room_files = ファイル
files_in = {$room} のファイル（新しい順）
no_files = ここではまだファイルが送信されていません。
no_files_of_kind = この種類のファイルはありません。
kinds_of_files = ファイルの種類
files_of_all_kinds = すべて
files_pictures = 画像
files_sounds = 音声
files_films = 動画
files_texts = テキスト
files_pdf = PDF
files_other = その他
older_files = 以前のファイル

## Voice messages
record_voice = ボイスメッセージを録音
voice_message = ボイスメッセージ、{ $length }
voice_recording = 録音中のボイスメッセージ
voice_started = 録音を開始しました。
voice_stopped = 録音を停止しました。
voice_cancelled = 録音を破棄しました。
voice_limit = 録音は自動的に停止しました。ボイスメッセージの長さは最大 {$text} です。このまま送信できます。
voice_stop = 停止
voice_cancel = キャンセル
voice_refused = ブラウザがこのページにマイクの使用を許可していません。ブラウザのこのサイトの設定で許可してから、もう一度ボタンを押してください。
voice_missing = マイクが見つかりません。接続してから、もう一度ボタンを押してください。
voice_busy = 現在マイクを使用できません。マイクを使用している他のプログラムを閉じてから、もう一度ボタンを押してください。
voice_file = ボイスメッセージ {$text}
