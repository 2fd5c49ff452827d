# Everything that Snug says, in Arabic.

## Around every page

skip = انتقل إلى المحتوى
brand_link = Snug: كل الغرف
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
    [one] رسالة لك
    [two] رسالتان لك
    [few] رسائل لك
   *[other] رسالة لك
}
yourself = أنت

## A room, live

here = هنا الآن:
messages = الرسائل
messages_in = الرسائل في { $room }
nothing_yet = لم يقل أحد شيئًا هنا بعد. اكتب أول رسالة.
older_messages = رسائل أقدم
and_more = { $count ->
    [one] وشخص آخر
    [two] وشخصان آخران
    [few] و{ $count } آخرون
   *[other] و{ $count } آخرون
}
typing = { $name } يكتب…
shut_out = لم تعد هذه الغرفة متاحة لك.
to_other_rooms = إلى الغرف الأخرى
logged_out = تم تسجيل الخروج
logged_out_note = لقد خرجت من حسابك. { $link } للمتابعة.
log_in_again = سجّل الدخول مجددًا
too_many_pages = صفحات كثيرة مفتوحة
frame_full = عدد الصفحات المفتوحة أكبر مما يسمح به هذا الخادم، فلن تظهر الرسائل الجديدة هنا. أغلق بعضها، أو { $link } لترى الجديد.
frame_full_reload = أعد التحميل
reload = إعادة التحميل
write = اكتب

## Registering and logging in

log_in = تسجيل الدخول
create_an_account = إنشاء حساب
create_account = إنشاء الحساب
new_here = جديد هنا؟ { $link }
have_an_account = لديك حساب؟ { $link }
username_label = الاسم
username_hint = أحرف وأرقام و«_» و«-» و«.»؛ يراه الجميع.
password_label = كلمة المرور
password_hint = { $count ->
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
} على الأقل.
registration_closed = التسجيل مغلق
registration_closed_advice = لا تُفتح هنا حسابات جديدة. اطلب حسابًا ممن يدير هذا الخادم.
wrong_login = الاسم وكلمة المرور غير متطابقين. حاول مرة أخرى.
username_taken = هذا الاسم مستخدم. اختر اسمًا آخر، أو سجّل الدخول.
username_empty = اكتب اسمًا.
username_too_long = لا يزيد الاسم على { $count ->
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
}.
username_characters = تتكون الأسماء من أحرف وأرقام و«_» و«-» و«.».
username_no_letter = يحتاج الاسم إلى حرف أو رقم واحد على الأقل.
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

## What goes wrong

to_the_rooms = إلى الغرف
problem_in_brief = { $title }. { $advice }
signed_out = لم تسجّل الدخول
signed_out_advice = سجّل الدخول للمتابعة.
not_found = لا شيء هنا
not_found_advice = ربما كُتب العنوان خطأً، أو أن ما كان هنا لم يعد موجودًا أو ليس متاحًا لك.
wrong_method = يُستخدم هذا العنوان بطريقة أخرى
wrong_method_advice = عُد واستخدم أزرار الصفحة نفسها.
forgery = جاء هذا الطلب من موقع آخر
forgery_advice = لم يُنفَّذ شيء. افتح Snug نفسه وحاول من هناك.
not_yours = ليس لك أن تفعل هذا
not_yours_advice = لا يغيّر الرسالة إلا كاتبها، ولا الغرفة إلا من أنشأها، وللمدير أن يغيّرهما.
room_is_archived = هذه الغرفة مؤرشفة
room_is_archived_advice = يمكن قراءتها، لكن لم يعد أحد يكتب فيها.
bad_form = تعذّرت قراءة النموذج
bad_form_advice = عُد وأعد تحميل الصفحة، ثم أرسله مجددًا.
too_large = هذا أكبر مما يُسمح به
too_large_advice = عُد واختصر ما كتبته، ثم أرسله مجددًا.
too_slow = وصل النموذج ببطء شديد
too_slow_advice = تحقق من اتصالك، ثم عُد وأرسله مجددًا.
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
our_fault = حدث خطأ من جهتنا
our_fault_advice = سُجِّل الخطأ. عُد وحاول مرة أخرى بعد قليل.

## A message

message = رسالة
message_to = رسالة إلى { $room }
send = إرسال
pinned = مثبتة
edited = معدّلة
message_deleted = حُذفت هذه الرسالة.
message_actions = إجراءات هذه الرسالة
new_messages = رسائل جديدة
in_reply_to = ردًا على
whom_says = { $author }: { $text }
cancel_reply = إلغاء { $what }
cancel_reply_what = الرد
whole_message = الرسالة كاملة
all_lines = كل الأسطر ({ $count })
draft_empty = اكتب شيئًا أولًا.
draft_too_long = عدد أحرف هذه الرسالة { $count }، والحد الأقصى { $most }. اختصرها أو أرسلها على أجزاء.
nonce_reused = سبق أن أُرسلت رسالة أخرى من هذا المربع. نصك ما زال هنا: أرسله مرة أخرى.
nothing_to_answer = الرسالة التي ترد عليها لم تعد هنا. نصك ما زال هنا: أرسله مرة أخرى رسالةً مستقلة.
too_fast = أنت ترسل أسرع مما يسمح به هذا الخادم. نصك ما زال هنا: حاول مرة أخرى بعد { $count ->
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
   *[other] { $count } ثانية
}.
cannot_keep = لا يستطيع Snug حفظ الرسائل الآن. نصك ما زال هنا: حاول مرة أخرى بعد قليل.

## Changing a message

message_text = النص
save_message = حفظ
delete_this_message = هل تريد حذف هذه الرسالة؟
delete_message_note = يُحذف نصها نهائيًا مع نصوصها السابقة، ويبقى ظاهرًا أنها كانت هنا.
delete_message = حذف
earlier_texts = النصوص السابقة
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
pin_for_everybody = تثبيت لجميع من هنا
unpin = إلغاء التثبيت
who_reacted = من تفاعل
edit = تعديل
delete_ask = حذف…
react = تفاعل
another_emoji = رمز تعبيري آخر، أو اسمه
other_emoji = رمز آخر أو :اسمه:
no_emoji = التفاعل رمز تعبيري واحد، مثل 👍، أو اسمه، مثل ‎:tada:‎.
most_emoji = بلغ عدد الرموز المختلفة على هذه الرسالة { $count }. اختر واحدًا منها.
most_pins = بلغت الرسائل المثبتة في هذه الغرفة الحد الأقصى. ألغِ تثبيت رسالة أخرى أولًا.

## Pins and bookmarks

pinned_messages = الرسائل المثبتة
pinned_in = مثبتة في { $room }، الأحدث تثبيتًا أولًا.
nothing_pinned = لا شيء مثبت بعد. يمكن لأي عضو تثبيت رسالة من قائمتها (⋯).
bookmarks_note = الرسائل التي حفظتها، الأحدث حفظًا أولًا. لا يراها أحد غيرك.
no_bookmarks = لا محفوظات لديك بعد. أضف رسالة إليها من قائمتها (⋯).
older_bookmarks = محفوظات أقدم

## Reactions

reactions = التفاعلات
everybody_who_reacted = الجميع
reacted_with = تفاعل { $people } بـ{ $emoji }
reacted_with_more = تفاعل { $people } { and_more } بـ{ $emoji }
reactions_to = { $message } من { $author }.
reactions_to_message = الرسالة
nobody_reacted = لم يتفاعل معها أحد.
## Settings

settings = الإعدادات
settings_saved = تم الحفظ.
language_label = اللغة
language_of_browser = كما يطلب المتصفح
language_hint = ما يكتبه الناس يبقى بلغتهم.
zone_label = المنطقة الزمنية
zone_of_browser = منطقة المتصفح، ومنطقة الخادم بدون JavaScript
zone_hint = لأوقات الرسائل على كل أجهزتك.
save_settings = حفظ
no_such_setting = هذا الخيار غير موجود هنا. اختر واحدًا من القوائم.

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

## Scripts

newer_messages = رسائل أحدث
jump_to_newest = إلى الأحدث
no_answer = لا يستجيب الخادم. حاول مجددًا بعد قليل.
too_many_open = عدد الصفحات المفتوحة أكبر مما يسمح به هذا الخادم، فلن تظهر الرسائل الجديدة هنا. أغلق بعض الصفحات الأخرى.
offline = أنت غير متصل. ستظهر الرسائل الجديدة حين يعود الاتصال.
copy_link = نسخ الرابط
copied = تم النسخ
told_older = رسائل أقدم: { $count }
told_newer = رسائل أحدث: { $count }
replying_to = رد على { $text }
cancel = إلغاء
lose_unsent = رسائل لم تُرسل بعد: { $count }. هل تريد الخروج وفقدانها؟
unsent_no_answer = لم تُرسل بعد: لا يستجيب الخادم. ستُرسل تلقائيًا.
unsent_other_account = لم تُرسل: سجّل شخص آخر الدخول هنا.
unsent_too_fast = أنت ترسل أسرع مما يسمح به هذا الخادم. ستُرسل تلقائيًا.
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
told_suggestions = الاقتراحات: { $count }. { $text }
rooms_and_people = الغرف والأشخاص
room_or_person = غرفة أو شخص
nothing_so_called = لا شيء ولا أحد بهذا الاسم.
told_found = النتائج: { $count }
switch_shortcuts_off = إيقافها
nothing_unread = لا شيء غير مقروء
use_shortcuts = استخدم Ctrl أو ⌘ + K وAlt + الأسهم و? في هذا المتصفح
