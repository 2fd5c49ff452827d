# The strings of the interface in Arabic.

## Every page

skip = انتقل إلى المحتوى
brand_link = { $name }: كل الغرف
rooms = الغرف
close = إغلاق
search_messages = ابحث في الرسائل
search = بحث
go_to = اذهب إلى…
all_rooms = كل الغرف
bookmarks = المحفوظات
new_conversation = محادثة جديدة
keyboard_shortcuts = اختصارات لوحة المفاتيح
log_out = خروج
conversations = المحادثات
unread = غير مقروءة
comma = {"،"}{" "}
for_you = { $count ->
    [one] إشارة إليك
    [two] إشارتان إليك
    [few] إشارات إليك
   *[other] إشارة إليك
}
yourself = أنت

## A room, live

people_here = هنا الآن:
messages = الرسائل
messages_in = الرسائل في { $room }
no_newer_messages = لا توجد رسائل بعد هذه.
no_older_messages = لا توجد رسائل قبل هذه.
empty_room = لا رسائل هنا بعد. اكتب أول رسالة.
older_messages = رسائل أقدم
and_more = { $count ->
    [one] وشخص آخر
    [two] وشخصان آخران
    [few] و{ $count } آخرون
   *[other] و{ $count } آخرون
}
typing = { $name } يكتب…
access_lost = لم تعد هذه الغرفة متاحة لك.
to_other_rooms = إلى الغرف الأخرى
logged_out = تم تسجيل الخروج
logged_out_note = لقد خرجت من حسابك. { $link } للمتابعة.
log_in_again = سجّل الدخول مجددًا
too_many_pages = صفحات كثيرة مفتوحة
frame_full = صفحات كثيرة مفتوحة، فلن تظهر الرسائل الجديدة هنا. أغلق بعضها، أو { $link } لترى الجديد.
frame_full_reload = أعد التحميل
reload = إعادة التحميل
write = اكتب

## Accounts

log_in = تسجيل الدخول
not_sent_yet = لم تُرسل بعد
discard_unsent = تجاهل
session_ended_before_sending = انتهت جلستك في هذه الأثناء. سجّل الدخول، وعندها يمكن إرسال ما كتبته.
session_has_ended = انتهت جلستك. سجّل الدخول للمتابعة: ما كتبته محفوظ.
change_password = تغيير كلمة المرور
present_password_label = كلمة المرور الحالية
new_password_label = كلمة المرور الجديدة
wrong_password = كلمة المرور غير صحيحة. حاول مرة أخرى.
password_changed = تم تغيير كلمة المرور. تم تسجيل خروج الأجهزة الأخرى.
password_changed_meanwhile = تم تغيير كلمة مرورك من مكان آخر في هذه الأثناء. اكتب الكلمة الصالحة الآن.
other_devices_are_logged_out = يؤدي ذلك إلى تسجيل خروج الأجهزة الأخرى.
password_is_too_long = كلمة مرورك أطول من { $count } حرفًا، ولم يعد هذا ممكنًا. اختر كلمة أخرى.
copy_unsaved_text = لم يُحفظ ما كتبته. انسخه من هنا لترسله مجددًا.
text_truncated = كان طويلًا جدًا، وهذه بدايته فقط.
back_to_the_form = العودة إلى النموذج
create_an_account = إنشاء حساب
create_account = إنشاء الحساب
new_here = جديد هنا؟ { $link }
have_an_account = لديك حساب؟ { $link }
username_label = اسم المستخدم
username_hint = أحرف وأرقام و«_» و«-» و«.»؛ يراه الجميع.
password_label = كلمة المرور
password_hint = { $count ->
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
} على الأقل.
registration_closed = التسجيل مغلق
registration_closed_advice = اطلب حسابًا من مدير هذا الخادم.
wrong_login = اسم المستخدم أو كلمة المرور غير صحيحة. حاول مرة أخرى.
username_taken = هذا الاسم مستخدم. اختر اسمًا آخر، أو سجّل الدخول.
username_empty = اكتب اسمًا.
username_too_long = لا يزيد الاسم على { $count ->
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
}.
username_characters = تتكون الأسماء من أحرف وأرقام و«_» و«-» و«.».
username_no_letter = يحتاج الاسم إلى حرف أو رقم واحد على الأقل.
username_direction = الاسم الذي يُكتب من اليمين إلى اليسار يبدأ بحرف من هذا النوع، ولا يحوي أحرفًا تُكتب في الاتجاه الآخر، وينتهي بحرف أو رقم.
username_scripts = تكون أحرف الاسم من نظام كتابة واحد: أحرف الأنظمة المختلفة تتشابه.
username_looks_alike = هذا الاسم يشبه اسم شخص آخر. اختر اسمًا آخر.
password_too_short = لا تقل كلمة المرور عن { $count ->
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
}.
password_too_long = لا تزيد كلمة المرور على { $count ->
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
}.
password_common = كلمة المرور هذه شائعة جدًا. اختر غيرها.
password_of_name = كلمة المرور هذه تشبه اسمك كثيرًا. اختر غيرها.

## Errors

to_the_rooms = إلى الغرف
problem_in_brief = { $title }. { $advice }
login_required = لم تسجّل الدخول
login_required_advice = سجّل الدخول للمتابعة.
not_found = الصفحة غير موجودة
not_found_advice = ربما كان العنوان خطأً، أو حُذفت الصفحة، أو ليست متاحة لك.
method_not_allowed = لا يمكن استخدام هذا العنوان بهذه الطريقة
method_not_allowed_advice = عُد واستخدم أزرار الصفحة نفسها.
cross_site_request = جاء هذا الطلب من موقع آخر
cross_site_request_advice = لم يُنفَّذ شيء. افتح Snug نفسه وحاول من هناك.
wrong_host = لهذا الخادم عنوان آخر
wrong_host_advice = افتحه على عنوانه المعروف.
unknown_host_advice = لا يجيب هنا إلا على عناوين الشبكة المحلية. إن كان خادمك فشغّله بالخيار ‎--public-url مع العنوان الذي يستخدمه الناس.
invalid_host = لا يذكر هذا الطلب الخادم المقصود
invalid_host_advice = اكتب عنوان الخادم من جديد.
forbidden = لا يمكنك فعل هذا
forbidden_advice = لا يغيّر الرسالة إلا كاتبها أو مدير، ولا يغيّر الغرفة إلا منشئها أو مدير.
room_is_archived = هذه الغرفة مؤرشفة
room_is_archived_advice = يمكن قراءتها، لكن لم يعد أحد يكتب فيها.
bad_form = تعذّرت قراءة النموذج
bad_form_advice = عُد وأعد تحميل الصفحة، ثم أرسله مجددًا.
too_large = هذا أكبر مما يُسمح به
too_large_advice = عُد واختصر ما كتبته، ثم أرسله مجددًا.
request_timeout = وصل النموذج ببطء شديد
request_timeout_advice = تحقق من اتصالك، ثم عُد وأرسله مجددًا.
too_many_attempts = محاولات كثيرة جدًا
too_many_attempts_advice = انتظر { $count ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
   *[other] { $count } ثانية
}، ثم حاول مرة أخرى.
too_many_pages_advice = لن تظهر الرسائل الجديدة هنا. أغلق بعض الصفحات الأخرى.
too_busy = Snug مشغول جدًا الآن
too_busy_advice = لم يُنفَّذ شيء. انتظر بضع ثوانٍ، ثم عُد وحاول مرة أخرى.
internal_error = حدث خطأ
internal_error_advice = سُجِّل الخطأ. عُد وحاول مرة أخرى بعد قليل.

## A message

message = رسالة
message_to = رسالة إلى { $room }
send = إرسال
pinned = مثبتة
edited = معدّلة
message_deleted = حُذفت هذه الرسالة.
message_actions = إجراءات هذه الرسالة
count_new = الجديدة: { $count } ↓
mark_all_read = اعتبار الكل مقروءًا
in_reply_to = ردًا على
quote_line = { $author }: { $text }
cancel_reply = إلغاء { $what }
cancel_reply_object = الرد
table = جدول
task_done = تم
task_to_do = لم يتم بعد
show_spoiler = إظهار المحتوى المخفي
draft_empty = اكتب شيئًا أولًا.
draft_too_long = عدد أحرف هذه الرسالة { $count }، والحد الأقصى { $most }. اختصرها أو أرسلها على أجزاء.
nonce_reused = سبق أن أُرسلت رسالة أخرى من هذا المربع. نصك ما زال هنا: أرسله مرة أخرى.
reply_target_deleted = حُذفت الرسالة التي ترد عليها. نصك ما زال هنا: أرسله مرة أخرى رسالةً جديدة.
too_fast = أنت ترسل أسرع مما يسمح به هذا الخادم. نصك ما زال هنا: حاول مرة أخرى بعد { $count ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
   *[other] { $count } ثانية
}.
cannot_store = لا يستطيع Snug حفظ الرسائل الآن. نصك ما زال هنا: حاول مرة أخرى بعد قليل.

## Editing and deleting

message_text = النص
save_message = حفظ
delete_this_message = هل تريد حذف هذه الرسالة؟
delete_message_note = يُحذف نصها وكل نصوصها السابقة نهائيًا، وتبقى ملاحظة بأن رسالة حُذفت.
delete_message = حذف
edit_history = سجل التعديلات
history_of = كتبها { $author } ({ $message }).
history_of_message = الرسالة

## A message's menu

back_to_message = العودة إلى الرسالة
message_by = رسالة من { $author }
reply = رد
link_to_message = رابط هذه الرسالة
mark_unread_from_here = اعتبارها غير مقروءة من هنا
bookmark_message = إضافة إلى المحفوظات
remove_bookmark = إزالة من المحفوظات
pin_for_everybody = تثبيت للجميع
unpin = إلغاء التثبيت
who_reacted = من تفاعل
edit = تعديل
delete_ask = حذف…
react = تفاعل
another_emoji = رمز تعبيري آخر، أو اسمه
other_emoji = رمز آخر أو :اسمه:
no_emoji = التفاعل رمز تعبيري واحد، مثل 👍، أو اسمه، مثل ‎:tada:‎.
too_many_emoji = بلغ عدد الرموز المختلفة على هذه الرسالة { $count }. اختر واحدًا منها.
too_many_pins = بلغت الرسائل المثبتة في هذه الغرفة الحد الأقصى. ألغِ تثبيت رسالة أخرى أولًا.

## Pins and bookmarks

pinned_messages = الرسائل المثبتة
pinned_in = مثبتة في { $room }، الأحدث تثبيتًا أولًا.
no_pins = لا شيء مثبت بعد. يمكن لأي عضو تثبيت رسالة من قائمتها (⋯).
bookmarks_note = الرسائل التي حفظتها، الأحدث حفظًا أولًا. لا يراها أحد غيرك.
no_bookmarks = لا محفوظات لديك بعد. أضف رسالة إليها من قائمتها (⋯).
older_bookmarks = محفوظات أقدم

## Reactions

reactions = التفاعلات
everybody_who_reacted = عرض الكل
reacted_with = تفاعل { $people } بـ{ $emoji }
reacted_with_more = تفاعل { $people } { and_more } بـ{ $emoji }
reactions_to = { $message } من { $author }.
reactions_to_message = الرسالة
nobody_reacted = لم يتفاعل معها أحد.
## Settings

settings = الإعدادات
settings_saved = تم الحفظ.
appearance = المظهر
colours_label = المظهر
colours_of_system = كما في هذا الجهاز
light_colours = فاتحة
dark_colours = داكنة
text_size_label = حجم النص
normal_text = عادي
large_text = كبير
larger_text = أكبر
appearance_hint = ينطبق هذا على جميع أجهزتك. يمكنك أيضًا التكبير في متصفحك.
# Short names of pages of the settings.
profile_tab = الملف الشخصي
sessions_tab = الجلسات
sessions = أماكن تسجيل دخولك
sessions_note = حسابك مسجَّل الدخول في هذه المتصفحات. سجّل الخروج مما لا تعرفه أو لم تعد تستخدمه.
this_session = هذا المتصفح
browser_on_system = { $browser } على { $system }
unknown_browser = متصفح غير معروف
session_network = الشبكة: { $network }
session_started = تسجيل الدخول: { $time }
session_used = آخر استخدام: { $time }
confirm_with_password = للتأكد من أنك أنت.
end_chosen_sessions = تسجيل الخروج من المتصفحات المختارة
end_other_sessions = تسجيل الخروج من كل مكان آخر
no_session_chosen = اختر متصفحًا واحدًا على الأقل.
sessions_ended = { $count ->
    [0] لم يعد أي منها مسجَّل الدخول.
    [one] سُجّل الخروج من متصفح واحد.
    [two] سُجّل الخروج من متصفحين.
    [few] سُجّل الخروج من { $count } متصفحات.
    [many] سُجّل الخروج من { $count } متصفحًا.
   *[other] سُجّل الخروج من { $count } متصفح.
}
profile = الملف الشخصي
display_name_label = الاسم الظاهر
display_name_hint = إن تركته فارغًا ظهر { $name }. في كل الأحوال تسجّل الدخول بالاسم { $name } ويُشار إليك بـ {"\u2068"}@{ $name }{"\u2069"}.
display_name_characters = الأسماء سطر واحد من أحرف ظاهرة.
display_name_taken = شخص آخر يسجّل الدخول بهذا الاسم أو باسم يشبهه. اختر اسمًا آخر.
picture_label = الصورة
picture_hint = ‏JPEG أو PNG أو WebP أو GIF، حتى { $size } م.ب. يظهر وسطها. لا يُحفظ مكان التقاطها ولا وقته.
picture_unreadable = تعذّرت قراءة هذا الملف كصورة. اختر ملف JPEG أو PNG أو WebP أو GIF.
picture_too_large = هذا الملف كبير جدًا؛ الحد الأقصى { $size } م.ب. اختر ملفًا أصغر.
picture_too_many_pixels = عدد بكسلات هذه الصورة كبير جدًا؛ الحد الأقصى { $count } مليون. صغّرها أولًا.
save_profile = حفظ
remove_picture = إزالة الصورة
language_and_times = اللغة والأوقات
language_label = اللغة
language_of_browser = مثل المتصفح
language_hint = ما يكتبه الناس يبقى بلغتهم.
zone_label = المنطقة الزمنية
zone_of_browser = تلقائية
zone_hint = لأوقات الرسائل على كل أجهزتك. التلقائية هي منطقة المتصفح، أو منطقة الخادم بدون JavaScript.
save_settings = حفظ
no_such_setting = هذا الخيار غير موجود هنا. اختر واحدًا من القوائم.

## List of rooms, new rooms

new_room = غرفة جديدة
your_rooms = غرفك
rooms_to_join = غرف يمكنك الانضمام إليها
room_kind_label = من يمكنه الانضمام
open_room_choice = مفتوحة: يجدها كل من له حساب هنا، ويقرأ ويكتب فيها
closed_room_choice = مغلقة: لا يعلم بها إلا من دُعي إليها
create_room = إنشاء الغرفة
room_name_label = الاسم
room_description_label = الوصف (اختياري)
closed_tag = مغلقة
archived_tag = مؤرشفة
no_messages_yet = لا رسائل بعد
no_such_kind = لا يوجد هنا هذا النوع من الغرف.
room_name_taken = توجد غرفة بهذا الاسم. اختر اسمًا آخر.
room_name_empty = أعطِ الغرفة اسمًا.
room_name_characters = يجب أن يكون اسم الغرفة سطرًا واحدًا من محارف مرئية.
room_name_too_long = لا يزيد اسم الغرفة على { $most ->
    [one] محرف واحد
    [two] محرفين
    [few] { $most } محارف
    [many] { $most } محرفًا
   *[other] { $most } محرف
}.
room_description_characters = يجب أن يكون الوصف سطرًا واحدًا من محارف مرئية.
room_description_too_long = عدد محارف هذا الوصف { $count }، والحد الأقصى { $most }.

## The page of a room

join = انضمام
to_pins = المثبّتات
to_room_details = التفاصيل
archived_note = هذه الغرفة مؤرشفة: يمكن قراءتها، ولا يكتب فيها أحد بعد الآن.
messages_live = الرسائل مباشرةً
stalled_note = { $link } إن لم تظهر الرسائل الجديدة.
stalled_reload = أعد التحميل
not_live = لا تظهر الرسائل الجديدة في هذه الصفحة. { $link }

## A room's details

details_of_room = عن { $room }
open_room_note = هذه الغرفة مفتوحة: يمكن لكل من له حساب هنا أن يقرأ ويكتب فيها.
closed_room_note = هذه الغرفة مغلقة: لا يعلم بها إلا من دُعي إليها.
direct_room_note = هذه المحادثة بين هؤلاء الأشخاص، ولا يمكن لأحد أن ينضم إليهم.
it_is_archived = وهي مؤرشفة: يمكن قراءتها، ولا يكتب فيها أحد بعد الآن.
two_sentences = { $first } { $second }
to_pinned_messages = الرسائل المثبّتة
search_in_room = ابحث في هذه الغرفة
join_room = الانضمام إلى هذه الغرفة
leave_room = مغادرة هذه الغرفة
notify_label = أشعرني بـ
notify_everything = كل رسالة
notify_mentions = الرسائل التي تذكرني
notify_nothing = لا شيء
notify_nothing_hidden = لا شيء، مع إخفاء الغرفة من قائمتي
save = حفظ
people = الأشخاص
find_somebody = ابحث عن شخص
find = بحث
remove_member = إزالة { $name }
no_such_member = لا أحد هنا بهذا الاسم.
add_member = إضافة أشخاص
add_member_hint = اسم المستخدم أو الاسم الظاهر لشخص أو أكثر، مفصولة بفواصل.
no_such_account = لا يوجد حساب بهذا الاسم. تحقق من كتابته.
add = إضافة
name_and_description = الاسم والوصف
archive_or_delete = الأرشفة أو الحذف
archive_room = أرشفة هذه الغرفة
unarchive_room = إخراج هذه الغرفة من الأرشيف
to_delete_room = حذف هذه الغرفة…
delete_room = حذف هذه الغرفة
delete_room_title = هل تريد حذف { $room }؟
delete_room_note = ستُحذف كل الرسائل في { $room } نهائيًا، وعند الجميع.
type_name_to_delete = اكتب اسم الغرفة للتأكيد
wrong_room_name = ليس هذا اسم الغرفة. اكتبه كما هو مكتوب أعلاه.

## Direct conversations

direct_people_label = الأشخاص
direct_people_hint = أسماء المستخدمين أو الأسماء الظاهرة، مفصولة بفواصل. لكل مجموعة من الأشخاص محادثة واحدة.
open_conversation = فتح المحادثة
type_a_name = اكتب اسمًا واحدًا على الأقل.
too_many_rooms = لقد أنشأت { $most ->
    [one] غرفة واحدة
    [two] غرفتين
    [few] { $most } غرف
    [many] { $most } غرفة
   *[other] { $most } غرفة
}، وهذا أقصى ما يسمح به هذا الخادم. نصك ما زال هنا: احذف غرفة لا يحتاجها أحد، ثم حاول مرة أخرى.
too_many_conversations = لقد بدأت { $most ->
    [one] محادثة واحدة
    [two] محادثتين
    [few] { $most } محادثات
    [many] { $most } محادثة
   *[other] { $most } محادثة
}، وهذا أقصى ما يسمح به هذا الخادم. اكتب في إحداها، أو أنشئ غرفة مغلقة.
too_many_in_direct = لا يزيد عدد المشاركين في المحادثة على { $most ->
    [one] شخص واحد
    [two] شخصين
    [few] { $most } أشخاص
    [many] { $most } شخصًا
   *[other] { $most } شخص
}. أنشئ غرفة مغلقة لعدد أكبر.

## Quick switcher

go_to_title = الانتقال
a_conversation = محادثة
a_room = غرفة
a_closed_room = غرفة مغلقة
an_archived_room = مؤرشفة
a_room_not_joined = لم تنضم إليها

## Keyboard shortcuts

key_sends = إرسال الرسالة
key_breaks_line = بدء سطر جديد
key_edits_last = تعديل رسالتك الأخيرة، إذا كان المربع فارغًا
key_closes = إغلاق قائمة أو إنهاء التعديل
key_completes = إكمال اسم شخص أو غرفة أو رمز تعبيري
key_switches = الانتقال إلى غرفة أو شخص
key_next_room = الغرفة السابقة أو التالية
key_next_unread = الغرفة السابقة أو التالية التي فيها ما لم يُقرأ
key_shows_keys = عرض هذه المفاتيح
key_next_message = في الرسائل: السابقة أو التالية؛ وEnter يفتح قائمتها
key_first_message = في الرسائل: الأولى أو الأخيرة في الصفحة
or = {" "}أو{" "}
keys_need_scripts = تحتاج إلى JavaScript، وكل ما تفعله متاح أيضًا بالروابط والأزرار.

## Search

search_all_messages = ابحث في كل الرسائل
empty_search = اكتب كلمة واحدة على الأقل للبحث عنها.
how_to_search = كيفية البحث
finds_words = رسائل فيها الكلمتان، أيًّا كانت حالة أحرفهما وعلاماتهما
finds_phrase = هذه العبارة كما هي
finds_beginnings = كلمات تبدأ هكذا
finds_in_room = في هذه الغرفة؛ و{"\u2066in:\"Off topic\"\u2069"} باسمها
finds_from_person = لهذا الشخص
finds_since = في هذا اليوم أو بعده؛ وكذلك {"\u2066after:2026-11\u2069"} و{"\u2066after:2026\u2069"}
finds_until = قبل هذا اليوم؛ وكذلك {"\u2066before:2026-12\u2069"} و{"\u2066before:2026\u2069"}
operators_note = يمكن الجمع بينها كلها. تظهر الرسائل التي فيها كل ما كُتب، والأحدث أولًا.
results = النتائج
more_results = مزيد من النتائج
older_results = نتائج أقدم
search_further_back = ابحث فيما هو أقدم
author_in_room = { $author } في { $room }
no_such_room = لا توجد غرفة «{ $room }» يمكنك البحث فيها. تحقق من كتابته.
no_such_author = لا أحد هنا اسمه «{ $name }». تحقق من كتابة الاسم.
no_results_so_far = لا نتائج حتى الآن
partial_results = ربما توجد نتائج أخرى.
no_older_results = لا توجد نتائج أقدم.
no_results = لا نتائج
still_indexing = ما زالت الرسائل الأقدم قيد الفهرسة، ولذلك يبطؤ البحث فيها.
full_search_is_slower = البحث في كل شيء يستغرق وقتًا أطول.

## Times

month = { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
}
month_short = { month }
weekday = { $weekday ->
    [1] الاثنين
    [2] الثلاثاء
    [3] الأربعاء
    [4] الخميس
    [5] الجمعة
    [6] السبت
   *[7] الأحد
}
day_in_words = { weekday }، { $day } { month } { $year }
day_and_time = { $day } { month_short } { $year }، { $time }

## app.js

newer_messages = رسائل أحدث
jump_to_newest = إلى الأحدث
no_answer = لا يستجيب الخادم. حاول مجددًا بعد قليل.
too_many_open = صفحات كثيرة مفتوحة، فلن تظهر الرسائل الجديدة هنا. أغلق بعض الصفحات الأخرى.
offline = أنت غير متصل. ستظهر الرسائل الجديدة حين يعود الاتصال.
copy_link = نسخ الرابط
copied = تم النسخ
announce_older = رسائل أقدم: { $count }
announce_newer = رسائل أحدث: { $count }
replying_to = رد على { $text }
cancel = إلغاء
cancel_replying = إلغاء الرد
lose_unsent = رسائل لم تُرسل بعد: { $count }. هل تريد الخروج وحذفها؟
unsent_no_answer = لم تُرسل بعد: لا يستجيب الخادم. ستُرسل تلقائيًا.
unsent_other_account = لم تُرسل: سُجّل الدخول هنا بحساب آخر.
unsent_too_fast = أنت ترسل بسرعة كبيرة. ستُرسل تلقائيًا.
unsent_busy = لم تُرسل بعد: الخادم مشغول جدًا. ستُرسل تلقائيًا.
unsent_refused = لم يقبل الخادم هذه الرسالة.
try_now = حاول الآن
retry = إعادة المحاولة
edit_unsent = تعديل
delete_unsent = حذف
edit_label = تعديل الرسالة
edit_keys = اضغط Enter للحفظ وEsc للإلغاء.
unsaved = لم يُحفظ. حاول مجددًا بعد قليل.
unsaved_no_answer = لم يُحفظ: لا يستجيب الخادم. نصك محفوظ هنا؛ حاول مجددًا بعد قليل.
suggestions = اقتراحات
announce_suggestions = الاقتراحات: { $count }. { $text }
rooms_and_people = الغرف والأشخاص
room_or_person = غرفة أو شخص
no_such_destination = لا نتائج
announce_results = النتائج: { $count }
turn_shortcuts_off = إيقافها
nothing_unread = لا شيء غير مقروء
use_shortcuts = استخدم Ctrl أو ⌘ + K وAlt + الأسهم و? في هذا المتصفح

## Administration, invitations and links

administration = الإدارة
overview = نظرة عامة
invitations = الدعوات
invite_people = ادعُ أشخاصًا
audit_log = سجل الإدارة
welcome_administrator = مرحبًا! أنت مدير هذا الخادم. ادعُ الأشخاص الأوائل أدناه، أو انتقل إلى الغرف.
reach = عنوان هذا الخادم
only_this_machine = لا يمكن فتح هذا العنوان إلا من هذا الحاسوب. ليدخل الآخرون، شغّل Snug بالخيار ‎--listen 0.0.0.0:5001‎ أو خلف وكيل بالخيار ‎--public-url‎.
open_to_the_world = يمكن لكل من يصل إلى هذا العنوان إنشاء حساب.
registration_open_note = يمكن للجميع إنشاء حساب.
registration_invite_note = تحتاج الحسابات الجديدة إلى دعوة.
registration_closed_note = لا يمكن لأحد إنشاء حساب.
change_who_may_register = غيّر من يمكنه التسجيل
in_numbers = بالأرقام
status_ready = يعمل الخادم: يقرأ ويكتب، ومهامه تعمل.
status_not_ready = في الخادم مشكلات
status_now = الآن
status_stored = ما هو مخزَّن
status_waiting = ما ينتظر
status_refused = ما رُفض منذ بدء التشغيل
status_nothing_refused = لم يرفض أي حدّ شيئًا.
status_last_hour = الساعة الأخيرة
status_figures_in_table = كل أرقام الساعة الأخيرة
minutes_ago = قبل (بالدقائق)
server_version = الإصدار
running_since = يعمل منذ
open_connections = الاتصالات المفتوحة
live_pages = الصفحات ذات التحديث المباشر
posts_last_hour = رسائل الساعة الأخيرة
all_messages = الرسائل
database_size = قاعدة البيانات
log_size = سجل الكتابة المسبقة
files_size = الملفات
free_space = المساحة الحرة على القرص
schema_version = إصدار قاعدة البيانات
waiting_writes = تغييرات تنتظر التخزين
waiting_mails = رسائل بريد تنتظر الإرسال
waiting_pushes = إشعارات تنتظر الإرسال
waiting_removals = ملفات تنتظر الحذف
waiting_index = رسائل تنتظر الفهرسة للبحث
chart_posts = الرسائل في الدقيقة
chart_deliveries = عمليات التسليم في الدقيقة
chart_requests = الطلبات في الدقيقة
chart_refused = المرفوض في الدقيقة
chart_latency = زمن الاستجابة لـ 95 من كل 100 طلب
chart_memory = الذاكرة
check_reads = القراءة من قاعدة البيانات
check_writes = الكتابة في قاعدة البيانات
check_disk = مساحة القرص
check_jobs = المهام في الخلفية
check_running = الخادم يتوقف
status_title = الحالة
chart_now_most = الآن: { $now }؛ الأكثر: { $most }
milliseconds = { $count } مللي ثانية
invitations_note = يمكن لمن لديه رابط الدعوة إنشاء حساب. يمكن إلغاء الدعوة في أي وقت.
new_invitation = دعوة جديدة
invitation_note_label = ملاحظة
invitation_note_hint = لك أنت: لماذا هذه الدعوة. اختياري.
invitation_note_invalid = الملاحظة سطر واحد من { $count } حرفًا على الأكثر.
invitation_valid_label = صالحة لمدة
valid_day = يوم واحد
valid_week = أسبوع
valid_month = 30 يومًا
valid_unlimited = حتى تُلغى
invitation_uses_label = يستخدمها
people_count = { $count ->
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
unlimited_people = أي عدد من الأشخاص
invitation_rooms_label = الغرف التي ينضمون إليها بها
create_invitation = إنشاء دعوة
too_many_invitations = لديك أكبر عدد مسموح من الدعوات. ألغِ بعضها أولًا.
invitation_room_gone = لم تعد إحدى الغرف متاحة. اختر من جديد.
older_invitations = دعوات أقدم
invitation_number = الدعوة { $number }
invitation_expired = انتهت
invitation_used_up = استُنفدت
invitation_revoked = أُلغيت
invitation_by = من { $person }، { $time }
invitation_by_command = من سطر الأوامر، { $time }
invitation_used_of = استُخدمت { $count } من { $max }
invitation_used = مرات الاستخدام: { $count }
invitation_until = حتى { $time }
invitation_link_label = الرابط
invitation_link_hint = أرسل هذا الرابط إلى من تدعوهم، أو دعهم يمسحون الرمز.
invitation_qr = رمز QR للرابط
came_with_invitation = من جاء بها
revoke_invitation = إلغاء الدعوة
to_invitations = كل الدعوات
invited_by = يدعوك { $name } إلى { $server }
invited = أنت مدعو إلى { $server }
invitation_leads_to = ستنضم إلى: { $rooms }
logged_in_as = أنت مسجَّل الدخول باسم { $name }.
join_these_rooms = انضم إلى هذه الغرف
set_up_snug = إعداد هذا الخادم
set_up_snug_note = لا أحد لديه حساب هنا بعد. أنشئ حساب المدير الذي يدير هذا الخادم.
bad_link = هذا الرابط لا يعمل
bad_link_advice = لقد استُخدم أو انتهت مدته أو أُلغي. اطلب رابطًا جديدًا.
set_new_password = تعيين كلمة مرور جديدة
set_new_password_note = للحساب { $name }. سجّل الدخول بها بعد ذلك.
log_in_with_new_password = تم تعيين كلمة مرورك. سجّل الدخول بها.
registration_by_invitation = تحتاج الحسابات الجديدة إلى دعوة
registration_by_invitation_advice = اطلب رابطًا ممن يستخدم هذا الخادم.
setup_needed = هذا الخادم قيد الإعداد
setup_needed_advice = يُنشأ الحساب الأول برابط يطبعه Snug عند تشغيله. يطبع الأمر snug setup-link رابطًا آخر.
account_deactivated = هذا الحساب معطَّل. اسأل أحد المديرين.
find_people = البحث عن أشخاص
part_of_name = الاسم
role_label = الدور
all_roles = كل الأدوار
role_member = عضو
role_moderator = مشرف
role_administrator = مدير
account_state = الحالة
all_states = نشط ومعطَّل
active = نشط
deactivated = معطَّل
no_password = بلا كلمة مرور بعد
nobody_found = لا نتائج
last_seen = آخر ظهور: { $time }
never_seen = لم يظهر قط
more_people = المزيد من الأشخاص
number_of_accounts = { $count ->
    [one] حساب واحد
    [two] حسابان
    [few] { $count } حسابات
    [many] { $count } حسابًا
   *[other] { $count } حساب
}
number_of_rooms = { $count ->
    [one] غرفة واحدة
    [two] غرفتان
    [few] { $count } غرف
    [many] { $count } غرفة
   *[other] { $count } غرفة
}
number_of_sessions = { $count ->
    [one] مسجَّل الدخول في متصفح واحد
    [two] مسجَّل الدخول في متصفحين
    [few] مسجَّل الدخول في { $count } متصفحات
    [many] مسجَّل الدخول في { $count } متصفحًا
   *[other] مسجَّل الدخول في { $count } متصفح
}
messages_and_size = الرسائل: { $count } ({ $size } كيلوبايت)
# On the list of people for administrators.
storage_note = تُسجَّل المساحة مرة كل ساعة، وآخرها { $time }: نصوص الرسائل مع نسخها السابقة، والصورة.
kilobytes = { $count } كيلوبايت
account_created = أُنشئ الحساب: { $time }
came_by_invitation = جاء بدعوة من { $name }: { $note }
command_line = سطر الأوامر
change_account = تغيير هذا الحساب
roles_note = يدير المديرون الخادم، ويحفظ المشرفون النظام في غرفه.
own_password_label = كلمة مرورك
change_role = تغيير الدور
create_password_link = إنشاء رابط كلمة المرور
end_all_sessions = تسجيل الخروج من كل مكان
deactivate = تعطيل
reactivate = إعادة التفعيل
last_administrator = هذا آخر مدير. اجعل شخصًا آخر مديرًا أولًا.
no_such_act = اختر ما تريد تغييره.
password_link_label = رابط كلمة المرور
password_link_hint = أرسل هذا الرابط إلى { $name }. يعمل مرة واحدة خلال 4 ساعات، ولن يظهر ثانية.
audit_of_person = هذا الشخص في سجل الإدارة
who_may_register = من يمكنه التسجيل
registration_open_choice = كل من يصل إلى هذا الخادم
registration_invite_choice = كل من لديه دعوة
registration_closed_choice = لا أحد
who_may_invite = من يمكنه دعوة أشخاص إلى الخادم
inviters_administrators = المديرون
inviters_everyone = كل من لديه حساب
set_by_flag = يحدد ذلك الخيار { $flag } الذي شُغّل به Snug.
find_entries = البحث في السجل
act_label = الإجراء
all_acts = الكل
no_entries = لا نتائج
older_entries = مدخلات أقدم
export_entries = تصدير
audit_by = { $name }، { $time }
unknown_act = غير معروف
act_setting_changed = تغيير إعداد
act_invitation_created = إنشاء دعوة
act_invitation_revoked = إلغاء دعوة
act_account_created = إنشاء حساب
act_role_changed = تغيير دور
act_deactivated = تعطيل حساب
act_reactivated = إعادة تفعيل حساب
act_sessions_ended = تسجيل خروج من كل مكان
act_password_link_created = إنشاء رابط لكلمة مرور
act_password_link_used = تعيين كلمة مرور برابط
act_setup_link_created = إنشاء رابط الإعداد
act_setup_link_used = إعداد الخادم برابط

## Keeping order

reports = البلاغات
report_message = الإبلاغ…
report_this_message = الإبلاغ عن هذه الرسالة
report_note = يرى المشرفون هذه الرسالة والرسائل المجاورة ومن أبلغ عنها.
report_reason_label = ما المشكلة فيها؟ (اختياري)
report_reason_invalid = اكتب سطرًا واحدًا من { $count } حرفًا على الأكثر.
report_button = إبلاغ
reported = شكرًا. يراها المشرفون الآن.
too_many_reports = بلغت بلاغاتك الحد الأقصى. انتظر حتى يُنظر في بعضها.
no_reports = لا شيء للنظر فيه.
no_resolved_reports = لم يُحل أي بلاغ بعد.
open_reports = بلاغات مفتوحة
resolved_reports = بلاغات محلولة
older_reports = بلاغات أقدم
report_by = أبلغ { $person }، { $time }
report_resolved_by = حلّه { $person }، { $time }
report_in_room = في { $room }
report_in_direct = في محادثة مباشرة
mute_author = كتم الكاتب
mute_no = دون كتم
mute_hour = لمدة ساعة
mute_day = لمدة يوم
mute_week = لمدة أسبوع
mute_end = إلغاء الكتم
dismiss_report = تجاهل البلاغ
mute_label = كتم
mute = تطبيق
muted = مكتوم
muted_for = لا يمكنك الكتابة لمدة { $minutes } دقيقة أخرى. نصك ما زال هنا.
ban_label = الرسائل التي تُحذف عند الحظر
remove_nothing = لا شيء
remove_hour = رسائل الساعة الأخيرة
remove_day = رسائل اليوم الأخير
remove_everything = الكل
block_networks = حظر شبكات جلساته أيضًا
ban = حظر
blocked_networks = الشبكات المحظورة
blocked_networks_note = لا يمكن لأحد الدخول أو إنشاء حساب منها.
blocked_with = مع { $name }، { $time }
unblock = إلغاء الحظر
network_is_blocked = تسجيل الدخول وإنشاء الحسابات محظوران من شبكتك. اسأل أحد المديرين.
act_banned = حظر حساب
act_network_blocked = حظر شبكة
act_network_unblocked = إلغاء حظر شبكة
act_muted = كتم حساب
act_message_deleted = حذف رسالة
act_report_resolved = حل بلاغ

## Deleting one's account

deletion_tab = الحذف
delete_account = حذف حسابك
delete_account_note = يُغلق حسابك فورًا ويُحذف بعد { $days } أيام. تسجيل الدخول قبل ذلك يلغي الحذف. بعدها يزول اسمك وصورتك وإعداداتك وعضوياتك، ويمكن لآخرين أخذ اسمك.
your_messages = رسائلك
messages_stay = تبقى باسم «حساب محذوف»
messages_go = تُحذف أيضًا
account_will_be_deleted = سيُحذف حسابك. سجّل الدخول خلال { $days } أيام للاحتفاظ به.

## Downloading one's data

download_tab = التنزيل
download_data = تنزيل بياناتك
download_data_note = ملف zip فيه ملفك الشخصي وعمليات دخولك وغرفك ومحفوظاتك وتذكيراتك ورسائلك المجدولة وكل الرسائل التي كتبتها: صفحة للقراءة، وملفات JSON Lines للبرامج.
download_button = تنزيل
download_running = يجري تنزيل بياناتك. انتظر حتى ينتهي.
data_of = بيانات { $name }
data_as_of = بتاريخ { $time }
data_messages = الرسائل

## Second factor

second_factor_tab = المصادقة الثنائية
second_factor = المصادقة الثنائية
second_factor_note = مع المصادقة الثنائية، يحتاج تسجيل الدخول إلى رمز من تطبيق على هاتفك إضافة إلى كلمة المرور.
second_factor_is_on = المصادقة الثنائية مفعَّلة.
second_factor_is_off = المصادقة الثنائية معطَّلة الآن.
set_up_second_factor = إعداد
scan_this_code = امسح هذا الرمز بتطبيق مصادقة، أو اكتب السر فيه.
factor_qr = رمز QR للتطبيق
factor_secret_label = السر
code_label = الرمز
first_code_hint = الأرقام الستة التي يعرضها التطبيق الآن.
turn_on = تفعيل
turn_off = تعطيل
new_recovery_codes = رموز استعادة جديدة
recovery_codes = رموز الاستعادة
recovery_codes_note = احفظها حيث تجدها دون هاتفك. يعمل كل منها مرة واحدة بدل الرمز. لن تظهر ثانية.
recovery_codes_left = رموز الاستعادة الباقية: { $count }
enter_code = أدخل الرمز
code_hint = من تطبيقك، أو رمز استعادة.
wrong_code = الرمز خاطئ. جرّب الذي يعرضه التطبيق الآن.
code_took_too_long = استغرق ذلك وقتًا طويلًا. سجّل الدخول من جديد.
remove_second_factor = تعطيل المصادقة الثنائية
act_second_factor_removed = تعطيل المصادقة الثنائية

## Required second factor

second_factor_required = يتطلب دورك المصادقة الثنائية. أعدّها للمتابعة.
who_needs_factor = من يحتاج إلى المصادقة الثنائية
factor_nobody = لا أحد
factor_administrators = المديرون
factor_moderators = المديرون والمشرفون
factor_everyone = الجميع

## Rules of a room

room_rules = القواعد
who_can_post = من يمكنه النشر
everybody_posts = جميع الأعضاء
announcements_only = منشئ الغرفة والمشرفون والمديرون فقط (إعلانات)
slow_mode = الوضع البطيء
slow_mode_hint = ينتظر الأعضاء هذه المدة بين رسالتين. لا ينتظر منشئ الغرفة والمشرفون والمديرون.
slow_off = متوقف
max_members = الحد الأقصى للأعضاء
max_members_hint = اتركه فارغًا لعدم وجود حد. يبقى الأعضاء الزائدون عن حد أقل.
announcements_note = لا ينشر هنا إلا منشئ الغرفة والمشرفون والمديرون. يمكنك القراءة والتفاعل.
room_is_full = الغرفة ممتلئة
room_is_full_advice = بلغت الغرفة الحد الأقصى من الأعضاء. اطلب ممن يديرها رفع الحد.
count_seconds = { $count ->
    [zero] { $count } ثانية
    [one] ثانية واحدة
    [two] ثانيتان
    [few] { $count } ثوانٍ
   *[other] { $count } ثانية
}
count_minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
   *[other] { $count } دقيقة
}
count_hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
   *[other] { $count } ساعة
}
slow_mode_note = الوضع البطيء: رسالة واحدة كل { $time }.
slow_mode_wait = هذه الغرفة في الوضع البطيء. يمكنك النشر مجددًا بعد { $time }. نصك ما زال هنا.
max_members_invalid = اكتب رقمًا من 1 إلى { $most }، أو اتركه فارغًا.

## Administration of rooms and sessions

act_room_archived = أُرشفت غرفة
act_room_reopened = أُعيد فتح غرفة
act_room_deleted = حُذفت غرفة
act_room_joined = انضمام إلى غرفة مغلقة
act_retention_changed = تغيّر عمر الرسائل
sessions_now = الجلسات
all_kinds = كل الأنواع
room_kind = النوع
open_kind = مفتوحة
closed_kind = مغلقة
room_not_archived = غير مؤرشفة
find_rooms = ابحث عن غرف
part_of_room_name = جزء من الاسم
no_room_found = لا نتائج
more_rooms = المزيد من الغرف
rooms_note = لا تُعرض المحادثات المباشرة. لا يقرأ المديرون غرفة مغلقة إلا كأعضاء، ويرى أعضاؤها متى انضم مدير.
never_posted = لا رسائل بعد
change_room = غيّر هذه الغرفة
retention_label = احذف الرسائل بعد هذا العدد من الأيام
retention_hint = 0: تُحفظ. فارغ: كما في إعداد الخادم. لا يمكن استعادة الرسائل المحذوفة.
server_retention_hint = 0: تُحفظ. يمكن أن يكون لكل غرفة عدد خاص. لا يمكن استعادة الرسائل المحذوفة.
set_retention = حدّد عمر الرسائل
join_as_administrator = انضم كمدير
join_as_administrator_note = يُسجَّل الانضمام في سجل التدقيق، وتخبر رسالة في الغرفة أعضاءها.
joined_as_administrator = انضممت إلى هذه الغرفة كمدير.
acts_of_administrators = أعمال المديرين
end_session = أنهِ الجلسة
no_sessions = لا جلسات.
more_sessions = المزيد من الجلسات
session_was_ended = أُنهيت الجلسة.
room_created_by = أنشأها { $name }، { $time }
room_created_at = أُنشئت { $time }
newest_message = أحدث رسالة: { $time }
count_members = { $count ->
    [zero] لا أعضاء
    [one] عضو واحد
    [two] عضوان
    [few] { $count } أعضاء
   *[other] { $count } عضوًا
}
count_messages = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
   *[other] { $count } رسالة
}
messages_are_removed_after = تُحذف الرسائل هنا بعد { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
   *[other] { $days } يومًا
}.
retention_invalid = اكتب عدد أيام من 0 إلى { $most }، أو اتركه فارغًا.
act_session_ended = أُنهيت جلسة
archived_or_not = مؤرشفة أو لا

## Blocking and warning

blocked_people = الأشخاص المحظورون
blocked_tab = المحظورون
blocked_note = تُطوى رسائل من تحظرهم، ولا يمكنهم مراسلتك مباشرة ولا إضافتك إلى غرف ولا الإشارة إليك. لا يُخبَرون بذلك.
block_person = احظر
block_label = اسم مستخدم الشخص المراد حظره
unblock_person = ألغِ الحظر
nobody_blocked = لم تحظر أحدًا.
not_oneself = لا يمكنك حظر نفسك.
too_many_blocked = حظرت أكبر عدد ممكن. ألغِ حظر أحدهم أولًا.
blocked_between = لا يمكنكما التراسل: أحدكما حظر الآخر.
# The name of somebody who has deleted the account.
deleted_account = حساب محذوف
folded_message = رسالة من شخص حظرته. الوقت يقود إليها.
folded_quote = رسالة من شخص حظرته
act_warned = تحذير
warn = حذّر
warning_label = تحذير
warning_hint = يقرأه الشخص في الصفحة التالية ويؤكده.
warning_author_label = تحذير للكاتب (يمكن تركه فارغًا)
warnings = التحذيرات
you_were_warned = حذّرك أحد المشرفين.
read_warning = اقرأه
confirm_warnings = قرأت هذا
no_warnings = لا توجد تحذيرات.
warning_not_read = لم يُقرأ بعد
block_ask = احظر { $name }…
warning_invalid = اكتب حتى { $most } حرف.

## Guests

guests = الضيوف
guests_note = يتيح رابط الضيوف لأشخاص بلا حساب دخول هذه الغرفة لمدة محددة. يرون ما يُقال منذ دخولهم ويمكنهم الكتابة، ولا يرون أي شيء آخر من هذا الخادم.
new_guest_link = رابط ضيوف جديد
guest_stay = ينتهي الرابط وضيوفه
stay_hour = بعد ساعة
stay_day = بعد يوم
stay_week = بعد أسبوع
guests_wait = ينتظر الضيوف حتى يسمح لهم من يدير الغرفة بالدخول
create_guest_link = أنشئ رابط ضيوف
guest_links = روابط الضيوف
no_guest_links = لا توجد روابط ضيوف.
too_many_guest_links = في هذه الغرفة أكبر عدد ممكن من روابط الضيوف. ألغِ واحدًا أولًا.
revoke_guest_link = ألغِ الرابط
qr_of_guest_link = رمز QR لرابط الضيوف
guests_here = الضيوف هنا
guests_waiting = الضيوف المنتظرون
no_guests = لا يوجد ضيوف.
let_in = قبول
turn_away = رفض
remove_guest = أزل
to_guests = ضيوف هذه الغرفة
guest_name_label = اسمك
guest_enter = انضمام
guest_enter_note = لا تحتاج إلى حساب. يرى الآخرون اسمك متبوعًا بكلمة «ضيف»، وترى ما يُقال منذ دخولك.
guest_waiting = أنت تنتظر السماح بالدخول
guest_waiting_note = يجب أن يسمح لك من يدير هذه الغرفة بالدخول. عندها يظهر أدناه زر للدخول.
guest_leave = غادر
guest_ended = انتهى دخولك كضيف
guest_ended_note = للعودة، اطلب رابطًا جديدًا من أحد في الغرفة.
guest_room_full = لا مكان لمزيد من الضيوف في هذه الغرفة الآن.
guest_nothing_yet = لم يُقل شيء منذ دخولك.
guest_named = { $name } (ضيف)
guest_title = ضيف في { $room }
guest_until = حتى { $time }
guest_link_by = من { $name }، حتى { $time }
guest_came = دخل { $time }
# On all pages of somebody who manages the room.
guests_wait_in = { $count ->
    [one] ضيف ينتظر الدخول إلى { $room }
    [two] ضيفان ينتظران الدخول إلى { $room }
    [few] { $count } ضيوف ينتظرون الدخول إلى { $room }
    [many] { $count } ضيفًا ينتظرون الدخول إلى { $room }
   *[other] { $count } ضيف ينتظرون الدخول إلى { $room }
}
guest_let_in = سُمح لك بالدخول.

## E-mail

email = البريد الإلكتروني
email_tab = البريد
email_note = بعنوان بريد إلكتروني يمكنك تعيين كلمة مرور جديدة إن نسيت كلمتك، ويصلك إشعار عند تغيير كلمة المرور أو العامل الثاني. لا يرى العنوان أحد غيرك.
email_verified = العنوان المؤكَّد: { $address }
email_pending = لم يؤكَّد بعد: { $address }. افتح الرابط المُرسَل إليه؛ يعمل مرة واحدة خلال ٢٤ ساعة.
email_none = ليس لديك عنوان مؤكَّد.
email_label = عنوان البريد الجديد
email_send_link = إرسال رابط لتأكيده
email_cancel_pending = حذف العنوان غير المؤكَّد
email_remove = حذف عنوان البريد
email_link_sent = الرابط في الطريق. افتحه لتأكيد العنوان.
email_is_removed = حُذف عنوان البريد.
email_invalid = أدخل عنوان بريد مثل ann@example.org.
email_not_ascii = قبل الرمز «@» لا تصل في كل مكان إلا الحروف من a إلى z والأرقام وعلامات الترقيم.
email_is_yours = هذا عنوانك المؤكَّد فعلًا.
verify_email = تأكيد عنوان بريدك
verify_email_note = هل { $address } للحساب { $name }؟ أكِّد فقط ما طلبته بنفسك.
verify_email_button = نعم، أكِّده
email_is_verified = تم تأكيد العنوان
email_is_verified_note = من الآن { $address } لحسابك.
forgot_password = هل نسيت كلمة المرور؟
recover_note = إن كان لحسابك عنوان بريد مؤكَّد، يُرسَل إليه رابط لكلمة مرور جديدة.
recover_label = اسم المستخدم أو عنوان البريد
recover_button = إرسال رابط
recover_empty = أدخل اسم المستخدم أو عنوان بريدك.
recover_sent = تحقق من بريدك
recover_sent_note = إن وُجد مثل هذا الحساب وكان له عنوان بريد مؤكَّد، فالرابط في الطريق إليه. يعمل مرة واحدة خلال ٤ ساعات. إن لم يصل شيء خلال دقائق، فتحقق من مجلد الرسائل غير المرغوبة أيضًا، أو اطلب رابطًا من أحد المديرين.
mail_waiting = { $count ->
    [zero] لا رسالة تنتظر الإرسال.
    [one] رسالة واحدة تنتظر الإرسال.
    [two] رسالتان تنتظران الإرسال.
    [few] { $count } رسائل تنتظر الإرسال.
   *[other] { $count } رسالة تنتظر الإرسال.
}
mail_sent_at = آخر إرسال: { $time }
mail_failed_at = آخر إخفاق: { $time }. السبب في السجل.
mail_not_used = لم يُرسَل شيء منذ بدء الخادم.
mail_hello = مرحبًا { $name }،
mail_footer = أرسل { $server } هذه الرسالة تلقائيًّا. يُرجى عدم الرد عليها. عنوان الخادم:
mail_recovery_subject = كلمة مرور جديدة للحساب { $name }
mail_recovery = طلب أحدهم، والأرجح أنك أنت، كلمة مرور جديدة. عيِّنها في هذه الصفحة التي تعمل مرة واحدة خلال ٤ ساعات:
mail_recovery_ignore = إن لم تكن أنت، فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي.
mail_verification_subject = تأكيد عنوان بريدك
mail_verification = لاستخدام هذا العنوان لحسابك، أكِّده في هذه الصفحة التي تعمل مرة واحدة خلال ٢٤ ساعة:
mail_verification_ignore = إن لم يكن لك حساب هناك، فتجاهل هذه الرسالة.
mail_taken_subject = هذا العنوان مستخدَم فعلًا
mail_taken = طلبت استخدام هذا العنوان لحسابك، لكنه عنوان حساب آخر ربما نسيته. احذفه هناك أولًا.
mail_address_changed_subject = تغيَّر عنوان بريدك
mail_address_changed = لحسابك الآن عنوان بريد آخر، ولم يعد هذا مستخدمًا.
mail_address_removed_subject = حُذف عنوان بريدك
mail_address_removed = حُذف عنوان بريد حسابك. إن نسيت كلمة المرور فلن يمكن إرسال رابط إليك.
mail_password_changed_subject = تغيَّرت كلمة مرورك
mail_password_changed = تغيَّرت كلمة مرور حسابك، وسُجِّل خروج الأجهزة الأخرى.
mail_factor_on_subject = فُعِّلت المصادقة الثنائية
mail_factor_on = يحتاج تسجيل الدخول إلى حسابك من الآن إلى رمز من تطبيق.
mail_factor_off_subject = عُطِّلت المصادقة الثنائية
mail_factor_off = لم يعد تسجيل الدخول إلى حسابك يحتاج إلى رمز.
mail_not_you = إن لم تكن أنت، فعيِّن كلمة مرور جديدة فورًا وأخبر أحد المديرين.
mail_test_subject = البريد يعمل
mail_test = يستطيع هذا الخادم إرسال البريد.
## Single sign-on

sign_on = الدخول الموحّد
sign_on_tab = الدخول الموحّد
log_in_by_sign_on = الدخول بالدخول الموحّد
log_in_with = الدخول عبر { $provider }
create_by_sign_on = إنشاء حساب بالدخول الموحّد
create_with = إنشاء حساب عبر { $provider }
sign_on_keeps_text = يُفتح في علامة تبويب أخرى ويبقى النص هنا. عُد بعد أن تسجّل الدخول هناك.
have_logged_in = سجّلتُ الدخول: متابعة
not_logged_in_yet = لم تسجّل الدخول في هذا المتصفح بعد.
passwords_are_off = الدخول والتسجيل بكلمة المرور معطّلان على هذا الخادم. استخدم الدخول الموحّد.
passwords_off_note = لا أحد يسجّل الدخول بكلمة المرور على هذا الخادم. كلمة المرور هنا تؤكد التغييرات فقط.
choose_username = اختر اسم المستخدم
choose_username_note = سجّلت الدخول بالدخول الموحّد، وليس لك حساب هنا بعد. إن كان لك حساب فسجّل الدخول إليه أولًا ثم اربطه من الإعدادات.
provider_fails = الدخول الموحّد لا يعمل حاليًا
provider_fails_advice = يتعذّر الوصول إلى مزوّد الخدمة، أو أنه يردّ بخطأ. حاول مجددًا بعد دقائق.
sign_on_refused = لم يُسجَّل دخولك
sign_on_refused_advice = لم يسمح لك مزوّد الخدمة بالدخول، أو أنك ألغيت العملية.
sign_on_stale = انتهت محاولة الدخول هذه
sign_on_stale_advice = بدأت منذ وقت طويل أو في متصفح آخر، أو أنها اكتملت. ابدأ من جديد.
sign_on_invalid = يتعذّر التحقق من هذا الدخول
sign_on_invalid_advice = ردّ مزوّد الخدمة غير صالح. ابدأ من جديد، وإن لم ينجح ذلك فاسأل أحد المديرين.
sign_on_not_allowed = لا يُسمح لهذا الحساب بالدخول هنا
sign_on_unverified = لم يتحقق مزوّد الخدمة من بريدك الإلكتروني، وهو ما يطلبه هذا الخادم.
sign_on_wrong_domain = بريدك الإلكتروني من نطاق لا يقبله هذا الخادم.
sign_on_wrong_group = لست في أي من المجموعات التي يقبلها هذا الخادم.
other_identity = هذا حساب آخر
other_identity_advice = سجّل الدخول لدى مزوّد الخدمة بالحساب المرتبط بحسابك هنا.
identity_taken = مرتبط بحساب آخر
identity_taken_advice = حساب آخر هنا مرتبط بالفعل بهذا الحساب لدى مزوّد الخدمة.
begin_again = ابدأ من جديد
sign_on_note = مع الدخول الموحّد تسجّل الدخول بحساب لديك في مكان آخر.
sign_on_linked = حسابك مرتبط بـ { $identity }.
sign_on_linked_now = أصبح حسابك مرتبطًا الآن.
sign_on_unlinked_now = لم يعد حسابك مرتبطًا. سُجّل الخروج من أجهزتك الأخرى.
link_sign_on = ربط حساب
link_this_account = هل تريد ربط { $identity } بحسابك هنا؟ سيمكن استخدامه بعد ذلك لتسجيل الدخول.
link_it = ربط
unlink_sign_on = إلغاء الربط
only_login = هذه هي الطريقة الوحيدة للدخول إلى حسابك. عيّن كلمة مرور أولًا.
only_login_without_passwords = هذه هي الطريقة الوحيدة للدخول إلى حسابك.
confirm_by_sign_on = سجّل الدخول لدى مزوّد الخدمة مجددًا
confirm_by_sign_on_note = للتأكد من هويتك سجّل الدخول لدى مزوّد الخدمة مجددًا. يسري ذلك عشر دقائق.
confirmed_by_sign_on = سجّلت الدخول لدى مزوّد الخدمة قبل قليل، وهذا يؤكد هويتك.

## Passkeys

passkeys = مفاتيح المرور
passkeys_tab = مفاتيح المرور
passkeys_note = يسجّل مفتاح المرور دخولك بقفل شاشة جهازك أو بمفتاح أمان، دون كلمة مرور ولا رمز. يمكنك امتلاك { $most } كحد أقصى.
passkeys_need_javascript = إنشاء مفتاح مرور يحتاج إلى JavaScript ومتصفح يدعم مفاتيح المرور وعنوان باسم لا بأرقام.
passkey_name_label = اسم مفتاح مرور جديد
passkey_name_hint = مثل اسم الجهاز.
passkey_name_invalid = أدخل اسمًا في سطر واحد لا يتجاوز { $most } حرفًا.
add_passkey = إنشاء مفتاح مرور
remove_passkey = إزالة المفتاح المختار
passkey_added = لديك مفتاح مرور جديد.
passkey_removed = أُزيل مفتاح المرور. احذفه من جهازك أيضًا.
passkey_created = أُنشئ { $time }
passkey_used = آخر دخول { $time }
passkey_never_used = لم يُستخدم بعد
passkey_not_made = لم يُنشأ مفتاح مرور. حاول مجددًا، فربما على هذا الجهاز مفتاح لحسابك.
too_many_passkeys = لديك العدد الأقصى من مفاتيح المرور. أزل واحدًا أولًا.
choose_passkey = اختر مفتاح المرور المراد إزالته.
log_in_with_passkey = الدخول بمفتاح مرور
bad_passkey = تعذّر التحقق من مفتاح المرور هذا. حاول مجددًا أو سجّل الدخول بطريقة أخرى.

## The sidebar

own_menu = أنت: الإعدادات والحالة
show_sidebar = إظهار الشريط الجانبي
hide_sidebar = إخفاء الشريط الجانبي
starred = المميّزة بنجمة
archived_rooms = { $count ->
   *[other] المؤرشفة ({ $count })
}
in_the_sidebar = في شريطك الجانبي
starred_room = مميّزة بنجمة: فوق كل الغرف الأخرى
section_label = القسم (اختياري)
section_hint = اسم من اختيارك، مثل «مشاريع». لا يراه غيرك.
section_too_long = يمكن أن يكون اسم القسم 32 حرفًا على الأكثر.
section_hidden = استخدم حروفًا ظاهرة في سطر واحد.
your_sections = أقسامك:
room_order_label = ترتيب الغرف في الشريط الجانبي
order_by_name = حسب الاسم
order_by_activity = حسب النشاط: الأحدث رسالةً أولًا
sidebar_width_label = عرض الشريط الجانبي
sidebar_width_hint = للشاشات العريضة، في هذا المتصفح.
sidebar_hidden = مخفي خلف زر
sidebar_narrow = ضيّق
sidebar_normal = عادي
sidebar_wide = عريض
sidebar_wider = أعرض
resize_sidebar = عرض الشريط الجانبي
unread_below = { $count } غير مقروءة بالأسفل
unread_above = { $count } غير مقروءة بالأعلى
person_present = متصل:

## Drafts

draft_tag = مسودة
save_draft = حفظ المسودة
other_drafts = هناك مسودات أخرى لك محفوظة لهذه الغرفة.
drafts_in = مسودات في { $room }
drafts_note = يُحفظ ما كتبته على عدة أجهزة في الوقت نفسه، حتى خمسة نصوص لكل غرفة.
no_drafts = لا مسودات هنا.
use_draft = استخدام هذه المسودة
discard_draft = تجاهل

## People

own_card = ملفك الشخصي
status = الحالة
status_tab = الحالة
set_status = تعيين حالة
status_label = ماذا تفعل الآن؟ (اختياري)
status_hint = يراها كل من له حساب هنا على بطاقتك، مثل «في إجازة» أو «في اجتماع 📅».
status_end_label = تُمسح بعد
status_end_never = لا تُمسح
status_end_half_hour = 30 دقيقة
status_end_four_hours = 4 ساعات
status_end_today = اليوم
status_end_week = 7 أيام
status_until = حتى { $when }
status_too_long = يمكن أن تكون الحالة { $most } حرفًا على الأكثر.
is_online = متصل
guest_word = ضيف
local_time = التوقيت المحلي: { $time }
rooms_of_both = غرف يمكنكما رؤيتها
send_message_to = مراسلة
mention_them = إشارة
unknown_names = لا أحد هنا باسم { $names }. تحقق من الكتابة.
ambiguous_name = عدة أشخاص باسم { $name }: { $people }. استخدم اسم مستخدم.
could_not_add = تعذّرت إضافة { $name }: { $why }
or_choose_people = أو اختر من القائمة
choose_people = اختر من قائمة الأشخاص
add_people_to = إضافة أشخاص إلى { $room }

## Unread and mentions

unread_tab = غير المقروء
unread_messages = الرسائل غير المقروءة
mentions = الإشارات
no_mentions = لم يُشِر إليك أحد بعد.
older_mentions = إشارات أقدم
nothing_is_unread = لا شيء غير مقروء.
mark_everything_read = تعليم الكل كمقروء
all_marked_read = عُلّم الكل كمقروء.
undo = تراجع
mark_read = تعليم كمقروء
all_unread_of_room = عرض الكل
count_unread = { $count } غير مقروءة
more_unread_rooms = { $count ->
   *[other] في { $count } غرف أخرى رسائل غير مقروءة.
}
today = اليوم
yesterday = أمس
go_to_day = الانتقال إلى يوم
show_day = عرض

## Reminders and messages that are sent later
remind_me = ذكّرني
reminders = التذكيرات
remind_me_again = ذكّرني مرة أخرى
no_reminders = لا تذكيرات لديك. أضف تذكيرًا من قائمة رسالة (⋯).
reminders_due_now = مستحقة
reminders_coming = قادمة
reminder_done = تم
delete_reminder = حذف
reminder_unreadable = حُذفت هذه الرسالة، أو لم يعد بإمكانك قراءتها.
reminder_set = ستتلقى تذكيرًا: { $time }.
reminders_due = { $count ->
    [zero] لا تذكيرات مستحقة
    [one] تذكير واحد مستحق
    [two] تذكيران مستحقان
    [few] { $count } تذكيرات مستحقة
    [many] { $count } تذكيرًا مستحقًا
   *[other] { $count } تذكير مستحق
}
too_many_reminders = لديك { $most } من التذكيرات، وهذا هو الحد الأقصى. احذف واحدًا أولًا.
due_date = التاريخ
due_date_hint = مثال: 2026-12-31
due_time = الوقت
due_times_are_of = المنطقة الزمنية:
due_soon = بعد 20 دقيقة
due_hours = بعد ساعتين
due_tomorrow = غدًا، 9:00
due_monday = الاثنين القادم، 9:00
due_own = في هذا التاريخ والوقت
due_time_invalid = أدخل تاريخًا ووقتًا.
due_time_past = مضى هذا الوقت. أدخل وقتًا لاحقًا.
due_time_too_far = أدخل وقتًا خلال { $years } سنوات.
send_later = إرسال لاحقًا
send_later_in = إلى { $room }
send_later_note = يجب أن تكون لا تزال في الغرفة حينها. الرسالة التي يتعذر إرسالها تُحفظ، ويُعرض عليك السبب.
send_then = إرسال في هذا التاريخ والوقت
send_now = إرسال الآن
scheduled = المجدولة
scheduled_message = رسالة مجدولة
scheduled_saved = جُدولت رسالتك.
no_scheduled = لا رسائل مجدولة. لجدولة رسالة، اختر «إرسال لاحقًا» بجانب «إرسال».
delete_scheduled = حذف
scheduled_unsent = { $count ->
    [zero] أُرسلت كل الرسائل
    [one] رسالة واحدة لم تُرسل
    [two] رسالتان لم تُرسلا
    [few] { $count } رسائل لم تُرسل
    [many] { $count } رسالة لم تُرسل
   *[other] { $count } رسالة لم تُرسل
}
scheduled_here = { $count ->
    [zero] لا رسائل مجدولة
    [one] رسالة مجدولة واحدة
    [two] رسالتان مجدولتان
    [few] { $count } رسائل مجدولة
    [many] { $count } رسالة مجدولة
   *[other] { $count } رسالة مجدولة
}
too_many_scheduled = لديك { $most } من الرسائل المجدولة، وهذا هو الحد الأقصى. احذف واحدة أولًا.
unreadable_room = غرفة لم يعد بإمكانك قراءتها
not_sent = لم تُرسل.
not_sent_no_access = لم تعد في هذه الغرفة.
not_sent_muted = كان أحد المشرفين قد كتمك.
not_sent_reply = حُذفت الرسالة التي رددت عليها.
not_sent_server = لم يتمكن الخادم من حفظها.

## Polls
poll = استطلاع
new_poll = استطلاع جديد
post_poll = نشر الاستطلاع
poll_question = السؤال
poll_question_invalid = أدخل سؤالًا لا يتجاوز 1000 حرف.
poll_options = الخيارات، واحد في كل سطر
poll_options_hint = من 2 إلى { $most }. لا يمكن تعديلها لاحقًا.
poll_options_invalid = أدخل من 2 إلى { $most } من الخيارات المختلفة، لا يتجاوز كل منها { $chars } حرفًا.
poll_kind = طريقة التصويت
poll_single = خيار واحد
poll_several = عدة خيارات
poll_ranked = خيارات مرتبة
poll_ranked_hint = 1 هو خيارك الأول. اترك ما لا تريده.
poll_secret = سري حتى الإغلاق
poll_secret_label = إبقاء النتيجة سرية حتى إغلاق الاستطلاع
poll_closes = الإغلاق
poll_closed_by_author = عندما تغلقه أنت
poll_closes_at = يُغلق في { $time }
poll_closed = مغلق
poll_closed_note = هذا الاستطلاع مغلق.
poll_result = النتيجة
poll_winner = الفائز
vote = تصويت
withdraw_vote = سحب التصويت
close_poll = إغلاق الاستطلاع
your_vote = تصويتك
join_to_vote = التصويت لأعضاء الغرفة فقط.
vote_invalid = اختر أحد الخيارات.
ranks_invalid = امنح خيارًا واحدًا على الأقل ترتيبًا، ولا تكرر الترتيب نفسه.
colon = {": "}
count_votes = { $count ->
    [zero] لا أصوات
    [one] صوت واحد
    [two] صوتان
    [few] { $count } أصوات
    [many] { $count } صوتًا
   *[other] { $count } صوت
}
count_voters = { $count ->
    [zero] لم يصوّت أحد
    [one] صوّت شخص واحد
    [two] صوّت شخصان
    [few] صوّت { $count } أشخاص
    [many] صوّت { $count } شخصًا
   *[other] صوّت { $count } شخص
}

## Mentions of many people
mention_all = كل الأعضاء
mention_here = الأعضاء الموجودون الآن
no_group_mentions = لا تُشعر ‎@all و‎@here أحدًا
many_mentioned = { $count ->
    [few] سيُشعَر بهذا { $count } أشخاص. أرسلها مرة أخرى للتأكيد.
    [many] سيُشعَر بهذا { $count } شخصًا. أرسلها مرة أخرى للتأكيد.
   *[other] سيُشعَر بهذا { $count } شخص. أرسلها مرة أخرى للتأكيد.
}

## Forwarding
forward = إعادة توجيه
forward_ask = إعادة توجيه…
forward_message = إعادة توجيه الرسالة
forward_to = إلى
forward_comment = تعليق (اختياري)
forward_note = تُقتبس الرسالة مع اسم مستخدم كاتبها. يعمل رابطها لمن يمكنهم قراءتها فقط.
forward_no_room = لست في هذه الغرفة. اختر غرفة أخرى.
forwarded = معاد توجيهها: إلى الرسالة الأصلية

## Notifications

notifications = الإشعارات
notifications_tab = الإشعارات
this_device = هذا الجهاز
notifications_need_javascript = تتطلب الإشعارات JavaScript وعنوانًا يعمل عبر HTTPS.
notifications_unavailable = لا يوفر هذا المتصفح إشعارات، أو أن هذه الصفحة حُمّلت دون HTTPS.
notifications_denied = يحظر هذا المتصفح إشعارات هذا الموقع. اسمح بها أولًا في إعدادات الموقع في المتصفح.
notifications_are_on = يعرض هذا الجهاز الإشعارات حتى عندما لا تكون أي صفحة مفتوحة.
notifications_are_on_here = يعرض هذا المتصفح الإشعارات ما دامت صفحة مفتوحة في الخلفية، وليس لديه خدمة دفع لما عدا ذلك.
notifications_are_off = لا يعرض هذا الجهاز أي إشعارات.
notifications_failed = لم ينجح ذلك. حاول مجددًا لاحقًا.
too_many_devices = بلغ عدد الأجهزة التي تتلقى الإشعارات حدّه الأقصى. أزل واحدًا أولًا.
turn_on_notifications = تشغيل الإشعارات على هذا الجهاز
turn_off_notifications = إيقاف الإشعارات على هذا الجهاز
notified_devices = الأجهزة التي تتلقى الإشعارات
no_notified_devices = لا يتلقى أي جهاز إشعارات.
device_notified = آخر إشعار { $time }
device_never_notified = لا إشعارات بعد
preview_label = تعرض الإشعارات
preview_text = الاسم والنص
preview_name = الاسم فقط
preview_nothing = وجود جديد فحسب
remove_device = إزالة
remove_device_named = إزالة { $name }
save_for_device = حفظ لـ { $name }
do_not_disturb = عدم الإزعاج
do_not_disturb_until = لا إشعارات حتى { $time }.
pause_label = دون إشعارات لمدة
pause_start = إيقاف الإشعارات مؤقتًا
pause_end = استئناف الإشعارات
pause_half_hour = 30 دقيقة
pause_hour = ساعة
pause_eight_hours = 8 ساعات
pause_tomorrow = حتى الغد الساعة 8:00
pause_week = أسبوع
quiet_hours = ساعات الهدوء
quiet_hours_hint = لا إشعارات في هذه الساعات بحسب منطقتك الزمنية ({ $zone }). الفترة التي تنتهي قبل بدايتها تنتهي في اليوم التالي. اترك اليوم فارغًا إن لم تُرد ساعات هدوء.
quiet_from = { $day }، من
quiet_until = { $day }، إلى
from = من
until = إلى
quiet_hours_invalid = أدخل وقتين مثل 22:00 و07:00 لكل يوم، أو لا شيء.
default_level_label = في الغرف التي أنضم إليها من الآن، أشعرني بـ
default_level_hint = لكل غرفة إعدادها الخاص في صفحة تفاصيلها. تُشعرك المحادثات المباشرة في البداية بكل رسالة دائمًا.
sound_label = تشغيل صوت عند وصول رسالة والصفحة في الخلفية
notification_title = { $name } في { $room }
new_messages_count = { $count ->
    [one] رسالة جديدة
    [two] رسالتان جديدتان
    [few] { $count } رسائل جديدة
   *[other] { $count } رسالة جديدة
}
not_muted = غير مكتومة
leave_muted = إبقاؤها مكتومة
end_muting = إلغاء الكتم
room_is_muted = لا إشعارات من هذه الغرفة حتى { $time }.
offline_title = أنت غير متصل
offline_advice = تحتاج هذه الصفحة إلى اتصال بالخادم. الرسائل التي كتبتها محفوظة في هذا المتصفح وتُرسل عند عودة الاتصال.
try_again = حاول مجددًا
digest_label = أرسل إليّ غير المقروء بالبريد
digest_never = أبدًا
digest_daily = كل يوم الساعة 8:00
digest_weekly = كل اثنين الساعة 8:00
digest_hint = أسماء وأعداد الرسائل غير المقروءة الموجهة إليك فقط. يلزم عنوان مؤكَّد.
digest_subject = { $count ->
    [one] رسالة واحدة غير مقروءة لك
    [two] رسالتان غير مقروءتين لك
    [few] { $count } رسائل غير مقروءة لك
   *[other] { $count } رسالة غير مقروءة لك
}
digest_text = الرسائل غير المقروءة التي تذكرك أو أُرسلت إليك:
digest_room = { $name }: { $count }
digest_direct = محادثة مع { $name }: { $count }
digest_unsubscribe = لإيقاف هذه الرسائل افتح هذه الصفحة:
unsubscribe_title = إيقاف رسائل غير المقروء؟
unsubscribe_note = لن يراسلك هذا الخادم بعد الآن بشأن الرسائل غير المقروءة. يمكنك تشغيل ذلك مجددًا في الإعدادات.
unsubscribe_button = إلغاء الاشتراك
unsubscribed_title = أُلغي اشتراكك
unsubscribed_note = لن يراسلك هذا الخادم بعد الآن بشأن الرسائل غير المقروءة.
mute_room_label = كتم الإشعارات

## Room details and panels
on_this_page = في هذه الصفحة
manage_room = الإدارة
announcements_only_note = لا يكتب هنا إلا من أنشأ الغرفة والمشرفون والمديرون.
owner_tag = المالك
members_by_search = ابحث عن بقية الأعضاء بأسمائهم.
more_members =
    { $count ->
        [zero] لا أعضاء آخرين
        [one] عرض عضو آخر
        [two] عرض عضوين آخرين
        [few] عرض { $count } أعضاء آخرين
        [many] عرض { $count } عضوًا آخر
       *[other] عرض { $count } عضو آخر
    }
leave_archive_delete = المغادرة أو الأرشفة أو الحذف
leave_heading = المغادرة
leave_closed_note = لا يمكنك العودة إلا إن أضافك أحد.
remove_member_title = هل تريد إزالة { $name } من { $room }؟
remove_closed_note = لن يرى هذا الشخص الغرفة ولا رسائلها حتى يضيفه أحد من جديد. ويبقى ما كتبه.
remove_open_note = هذه الغرفة مفتوحة: يمكن لهذا الشخص أن ينضم إليها من جديد. ويبقى ما كتبه.
remove_from_room = إزالة
new_since = الجديدة منذ { $time }: { $count }
to_first_unread = إلى أول رسالة غير مقروءة
open_as_page = فتح كصفحة

## Writing
show_more = إظهار المزيد
show_less = إظهار أقل
preview = معاينة
formatting = التنسيق
bold = غامق
italic = مائل
strikethrough = يتوسطه خط
code = رمز برمجي
key_links = تحويل النص المحدد إلى رابط
send_key_label = الإرسال
enter_sends = Enter للإرسال، وShift + Enter لسطر جديد
ctrl_enter_sends = Enter لسطر جديد، وCtrl أو ⌘ + Enter للإرسال
formatting_label = أزرار التنسيق
formatting_shown = ظاهرة أسفل مربع النص
formatting_hidden = مخفية
format_link = رابط
format_quote = اقتباس
format_list = قائمة
format_spoiler = محتوى مخفي
edit_keys_ctrl = اضغط Ctrl أو ⌘ + Enter للحفظ وEsc للإلغاء.
chars_left = الأحرف المتبقية: { $count }
chars_over = أطول من الحد بعدد أحرف: { $count }
copy_code = نسخ
formatting_and_more = التنسيق والمزيد

## The bar on messages, and the emoji picker
react_with = تفاعل باستخدام {$text}
bar_react = إضافة تفاعل
bar_reply = رد
reply_cancelled = أُلغي الرد.
insert_emoji = إدراج رمز تعبيري
choose_emoji = اختيار رمز تعبيري
emoji = الرموز التعبيرية
find_emoji = ابحث عن رمز تعبيري باسم أو كلمة
no_emoji_found = لم يُعثر على أي رمز تعبيري.
skin_tone = لون البشرة
emoji_categories = الفئات
emoji_often = الأكثر استخدامًا
emoji_smileys = الوجوه والمشاعر
emoji_people = الأشخاص والجسم
emoji_nature = الحيوانات والطبيعة
emoji_food = الطعام والشراب
emoji_places = السفر والأماكن
emoji_activities = الأنشطة
emoji_objects = الأشياء
emoji_symbols = الرموز
emoji_flags = الأعلام
name_or_word = اسم أو كلمة

## First run
setup_title = إعداد خادمك
setup_addresses = العنوان للآخرين
setup_people = الأشخاص
setup_rooms = غرف لإنشائها
setup_another_room = غرفة أخرى…
setup_branding = حدّد الاسم والشعار
setup_dismiss = إخفاء
setup_later = تجد هذا لاحقًا في «الإدارة».
setup_room_random = منوعات
setup_room_random_description = كل ما لا مكان آخر له
setup_room_help = مساعدة
setup_room_help_description = الأسئلة مرحب بها
setup_room_news = إعلانات
setup_room_news_description = أخبار للجميع
branding = الاسم والشعار
server_name_label = اسم الخادم
server_name_hint = يظهر في كل الصفحات ورسائل البريد. إن تُرك فارغًا فهو «Snug».
server_name_too_long =
    { $most ->
        [one] يمكن أن يحتوي اسم الخادم على حرف واحد على الأكثر.
        [two] يمكن أن يحتوي اسم الخادم على حرفين على الأكثر.
        [few] يمكن أن يحتوي اسم الخادم على { $most } أحرف على الأكثر.
        [many] يمكن أن يحتوي اسم الخادم على { $most } حرفًا على الأكثر.
       *[other] يمكن أن يحتوي اسم الخادم على { $most } حرف على الأكثر.
    }
server_name_characters = يجب أن يكون اسم الخادم سطرًا واحدًا من حروف مرئية.
logo_label = الشعار
logo_hint = ‏JPEG أو PNG أو WebP أو GIF، حتى { $size } م.ب. الأفضل صورة مربعة.
save_branding = احفظ الاسم والشعار
remove_logo = إزالة الشعار
welcome_title = مرحبًا بك في { $server }
welcome_note = هذه الغرف مفتوحة للجميع: انضم إلى ما يهمك منها.

## Time zones
zone_of_this_browser = { $place } (هذا المتصفح)
region_africa = أفريقيا
region_america = أمريكا
region_antarctica = القارة القطبية الجنوبية
region_arctic = القطب الشمالي
region_asia = آسيا
region_atlantic = المحيط الأطلسي
region_australia = أستراليا
region_europe = أوروبا
region_indian = المحيط الهندي
region_pacific = المحيط الهادئ

## Sounds
played_sound = شغّل صوت { $name }
play_sound = تشغيل { $name }
unknown_sound = صوت غير معروف. يمكن أن يتبع ‎/play‎ أحد هذه: { $names }. لإرساله نصًّا، ضع \ قبله.

## Custom emoji
custom_emoji = رموز تعبيرية مخصصة
emoji_custom = مخصصة
add_emoji = إضافة رمز تعبيري
custom_emoji_note = صور لكل منها اسم. اكتب ‎:الاسم:‎ في رسالة، أو تفاعل بها.
emoji_name_label = الاسم
emoji_name_hint = من { $least } إلى { $most } من: الأحرف a إلى z والأرقام و_ و+ و-. يُكتب بين نقطتين رأسيتين.
emoji_picture_label = الصورة
emoji_picture_hint = ‏JPEG أو PNG أو WebP أو GIF، حتى { $size } م.ب. الأفضل صورة مربعة. الصور المتحركة لا تتحرك.
emoji_name_invalid = الاسم من { $least } إلى { $most } من: الأحرف a إلى z والأرقام و_ و+ و-.
emoji_name_standard = هذا اسم رمز تعبيري قياسي.
emoji_name_taken = يوجد رمز مخصص بهذا الاسم.
emoji_picture_missing = اختر صورة.
too_many_custom_emoji = يمكن لكل شخص إضافة { $each } من الرموز، وللخادم { $all } على الأكثر. أزل بعضها أولًا.
emoji_adders_note = يضيف المديرون والمشرفون الرموز المخصصة هنا.
emoji_added = أُضيف الرمز.
emoji_removed = أُزيل الرمز.
no_custom_emoji = لا توجد رموز مخصصة بعد.
emoji_added_by = أضافه { $name }، { $time }
remove_emoji = إزالة
remove_emoji_ask = إزالة…
remove_emoji_title = إزالة { $name }؟
remove_emoji_note = تعرض الرسائل والتفاعلات التي تستخدمه اسمه بدلًا منه.
who_may_add_emoji = من يمكنه إضافة رموز مخصصة
emoji_adders_everyone = كل من لديه حساب
emoji_adders_moderators = المديرون والمشرفون
act_emoji_removed = أُزيل رمز مخصص

## Files
attach_files = إرفاق ملفات
attached_files = الملفات المرفقة
add_files = إضافة الملفات
alt_text_of = وصف {$name} لمن لا يستطيع رؤيته
alt_text = وصف لمن لا يستطيع رؤيته
hide_until_asked = إخفاء حتى يُطلب
remove_file = إزالة {$name}
keep_metadata = الاحتفاظ بالموقع والبيانات الوصفية الأخرى
file_too_large = الملف {$name} كبير جدًا: الحد الأقصى {$limit}.
picture_too_large_to_clean = الصورة {$name} أكبر من {$limit} فلا يمكن إزالة بياناتها الوصفية. أرسلها مع بياناتها أو صغّرها.
storage_full = لا توجد مساحة للملفات على هذا الخادم حاليًا. يمكن إرسال الرسائل.
file_quota = ملفاتك بلغت الحد الأقصى للمساحة. احذف بعض الرسائل التي تحوي ملفات.
file_gone = لم يعد أحد الملفات موجودًا. أرفقه مرة أخرى.
too_many_files = يمكن أن تحتوي الرسالة على {$max} ملفًا كحد أقصى.
upload_interrupted = لم يصل الملف {$name} كاملًا. أرفقه مرة أخرى.
picture_named = صورة {$name}
show_hidden = عرض {$name}
download_file = تنزيل {$name}
previous_file = السابق
next_file = التالي
file_saved = حُفظ الوصف.
in_message = في الرسالة
bytes =
  { $count ->
      [zero] {$count} بايت
      [one] بايت واحد
      [two] بايتان
      [few] {$count} بايتات
      [many] {$count} بايتًا
     *[other] {$count} بايت
  }
megabytes = {$size} ميغابايت
gigabytes = {$size} غيغابايت
files_alt = وصف {$name} لمن لا يستطيع رؤيته
files_hide = إخفاء حتى يُطلب
files_remove = إزالة {$name}
files_retry = إعادة محاولة {$name}
files_uploading = يجري رفع {$name}
files_ready = أُرفق {$name}
files_failed = تعذر رفع {$name}
files_waiting = لا تزال الملفات قيد الرفع. تُرسل الرسالة عند اكتمالها.
files_too_many = يمكن أن تحتوي الرسالة على {$count} ملفًا كحد أقصى.
files_drop = أفلت الملفات هنا لإرفاقها
files_metadata = الاحتفاظ بالموقع والبيانات الوصفية الأخرى
picture_pause = إيقاف {$name} مؤقتًا
picture_play = تشغيل {$name}
files_alt_short = وصف لمن لا يستطيع رؤيته
files_page = صفحة الصورة
files_picture = صورة
files_before = السابق
files_after = التالي
files_not_later = انتظر حتى يكتمل رفع جميع الملفات، ثم يمكن إرسال الرسالة لاحقًا.
drafts_without_files = لا تحفظ المسودات الملفات: أرسل الرسالة الآن أو لاحقًا، أو أزل الملفات واحفظ المسودة مرة أخرى.
remove_this_file = إزالة هذا الملف
edit_file = الوصف والإزالة
files_not_kept = لا مكان في هذا المتصفح للملف {$name}. ابق في هذه الصفحة حتى يُرفع.
files_again = لم تعد قراءة {$name} ممكنة. أزله هنا ثم اختره مرة أخرى.
files_log_in = سجّل الدخول مرة أخرى لرفع {$name}.
files_download = تنزيل

## Finding files
finds_with_files = رسائل فيها ملفات؛ ويُبحث في أسمائها وأوصافها أيضًا
finds_with_pictures = رسائل فيها صور
finds_with_sounds = رسائل فيها تسجيلات صوتية
finds_with_films = رسائل فيها مقاطع فيديو
room_files = الملفات
files_in = الملفات في {$room}، الأحدث أولًا.
no_files = لم تُرسل هنا ملفات بعد.
no_files_of_kind = لا توجد ملفات من هذا النوع.
kinds_of_files = أنواع الملفات
files_of_all_kinds = الكل
files_pictures = الصور
files_sounds = الصوتيات
files_films = مقاطع الفيديو
files_texts = النصوص
files_pdf = PDF
files_other = غير ذلك
older_files = ملفات أقدم

## Voice messages
record_voice = سجّل رسالة صوتية
voice_message = رسالة صوتية، { $length }
voice_recording = رسالة صوتية قيد التسجيل
voice_started = بدأ التسجيل.
voice_stopped = توقّف التسجيل.
voice_cancelled = أُلغي التسجيل.
voice_limit = توقّف التسجيل تلقائيًا: أقصى مدة للرسالة الصوتية {$text}. يمكنك إرسالها الآن.
voice_stop = إيقاف
voice_cancel = إلغاء
voice_refused = لا يسمح المتصفح لهذه الصفحة باستخدام الميكروفون. اسمح به في إعدادات المتصفح لهذا الموقع ثم اضغط الزر مرة أخرى.
voice_missing = لا يوجد ميكروفون. وصّل واحدًا ثم اضغط الزر مرة أخرى.
voice_busy = لا يمكن استخدام الميكروفون الآن. أغلق البرامج الأخرى التي قد تستخدمه ثم اضغط الزر مرة أخرى.
voice_file = رسالة صوتية {$text}
