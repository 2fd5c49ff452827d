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

offline = أنت غير متصل. ستظهر الرسائل الجديدة حين يعود الاتصال.
