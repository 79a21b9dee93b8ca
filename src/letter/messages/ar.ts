import type { Messages, NoticeMessages } from './messages.ts'
import type { Wording } from './wording.ts'

const notices: NoticeMessages = {
  confirm: (name) => ({
    subject: `يرجى التأكيد: ${name}`,
    preheader: 'نقرة واحدة ويصلك العدد القادم. إن لم تكن أنت من طلب ذلك فلا تفعل شيئًا.',
    heading: 'يرجى تأكيد اشتراكك',
    paragraphs: [`طلب أحدهم إرسال ${name} إلى هذا العنوان. إن كنت أنت من طلب ذلك فأكّده هنا.`],
    action: 'تأكيد الاشتراك',
    note: 'الرابط صالح لمدة 7 أيام. إن لم تكن أنت من طلب ذلك فلا تفعل شيئًا: لن تصلك منا أي رسالة أخرى.',
  }),
  welcome: (name, weekday) => ({
    subject: `مرحبًا بك في ${name}`,
    preheader: `تم تأكيد اشتراكك. يصلك العدد القادم يوم ${weekday}.`,
    heading: `مرحبًا بك في ${name}`,
    paragraphs: [
      `تم تأكيد اشتراكك. يصلك كل يوم ${weekday} ملخص الأسبوع في نقاط رئيسية، مع روابط لمتابعة القراءة.`,
    ],
    action: 'قراءة الأعداد السابقة',
    note: 'الروابط أدناه خاصة بك: غيّر ما يصلك، أو خذ استراحة، أو ألغِ الاشتراك متى شئت.',
  }),
  preferences: (name) => ({
    subject: `تم حفظ تفضيلاتك: ${name}`,
    preheader: 'ابتداءً من العدد القادم تصلك النشرة بالطريقة التي اخترتها.',
    heading: 'تم حفظ تفضيلاتك',
    paragraphs: [`ابتداءً من العدد القادم تصلك ${name} بالطريقة التي اخترتها.`],
    action: 'عرض تفضيلاتي',
    note: 'إن لم تغيّر شيئًا فقد تكون إحدى رسائلك لدى شخص آخر: تحقّق منها وصحّحها.',
  }),
  whyConfirm: (name) => `تصلك هذه الرسالة الوحيدة لأن هذا العنوان أُدخل في نموذج الاشتراك في ${name}.`,
}

/** The catalogue in Arabic. */
export function arabic({ number, plural }: Wording): Messages {
  const count = (stories: number) =>
    plural(stories, {
      zero: 'لا أخبار',
      one: 'خبر واحد',
      two: 'خبران',
      few: '# أخبار',
      many: '# خبرًا',
      other: '# خبر',
    })
  const minutes = (value: number) =>
    plural(value, {
      zero: 'أقل من دقيقة',
      one: 'دقيقة واحدة',
      two: 'دقيقتان',
      few: '# دقائق',
      many: '# دقيقة',
      other: '# دقيقة',
    })
  return {
    issueNumber: (value) => `العدد ${number(value)}`,
    weekTitle: (week) => `أسبوع ${week}`,
    count,
    countAndTime: (stories, time) => `${count(stories)}، نحو ${minutes(time)}`,
    minutes,
    subject: (leadTitle, others) => `${leadTitle}، و${moreStories(plural, others)}`,
    promise: 'الأسبوع في نقاط رئيسية، مع روابط لمتابعة القراءة',
    quietSubject: (newsletter) => `${newsletter}: أسبوع هادئ`,
    emptyWeek: 'أسبوع هادئ: لم يُنشر جديد. تصلك الرسالة القادمة كالمعتاد.',
    shortWeek: 'كان الأسبوع هادئًا، لذلك جاءت هذه الرسالة قصيرة.',
    stories: 'أيضًا هذا الأسبوع',
    inBrief: 'باختصار',
    related: 'ذات صلة',
    alsoCovered: 'تناوله أيضًا',
    automatic: 'نقاط مختارة آليًا',
    readOnWeb: 'القراءة على الويب',
    preferences: 'التفضيلات',
    unsubscribe: 'إلغاء الاشتراك',
    sentTo: (address) => `أُرسلت إلى ${address}`,
    why: (name, day) => `تصلك هذه الرسالة لأنك اشتركت في ${name} بتاريخ ${day}.`,
    whyConfirmed: (name, day) => `تصلك هذه الرسالة لأنك اشتركت في ${name} وأكدت ذلك بالبريد بتاريخ ${day}.`,
    notices,
  }
}

function moreStories(plural: Wording['plural'], others: number): string {
  return plural(others, {
    one: 'خبر آخر',
    two: 'خبران آخران',
    few: '# أخبار أخرى',
    many: '# خبرًا آخر',
    other: '# خبر آخر',
  })
}
