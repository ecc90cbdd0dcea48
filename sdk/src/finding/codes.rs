//! Every rule's code with its words in both languages. A code without words does not compile.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// Declares the codes: variant, wire name, 中文, English. `{name}` is filled from the finding's params.
macro_rules! codes {
    ($($variant:ident = $wire:literal, $zh:literal, $en:literal;)+) => {
        /// Which rule a [`super::Finding`] comes from.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $en] $variant,)+ }

        impl Code {
            /// Every code, for tables and tests.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)+];

            /// The name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $wire,)+ }
            }

            /// The words, with `{name}` still to be filled.
            pub const fn words(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Code::$variant, Lang::Zh) => $zh, (Code::$variant, Lang::En) => $en,)+ }
            }
        }
    };
}

impl Code {
    /// Reads a wire name.
    pub fn from_wire(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|c| c.as_str() == name)
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let name = String::deserialize(d)?;
        Code::from_wire(&name).ok_or_else(|| serde::de::Error::custom(format!("unknown code {name}")))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Code {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Code".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
        schemars::json_schema!({"type": "string", "enum": names})
    }
}

codes! {
    // every field
    Required = "required", "请填写此项。", "Fill this in.";
    TooShort = "too_short", "至少需要 {min} 个字符，现在有 {actual} 个。", "At least {min} characters; it has {actual}.";
    TooLong = "too_long", "最多 {max} 个字符，现在有 {actual} 个。", "At most {max} characters; it has {actual}.";
    TooMany = "too_many", "最多 {max} 项，现在有 {actual} 项。", "At most {max}; there are {actual}.";
    NotANumber = "not_a_number", "请输入数字，最多两位小数。", "Enter a number with at most two decimals.";
    NotAWholeNumber = "not_a_whole_number", "请输入整数。", "Enter a whole number.";
    OutOfRange = "out_of_range", "请输入 {min} 到 {max} 之间的值。", "Enter a value from {min} to {max}.";
    NotAnEmail = "not_an_email", "邮箱格式不正确，例如 name@example.com。", "This is no e-mail address, such as name@example.com.";
    NotAPhone = "not_a_phone", "电话格式不正确，例如 400-123-4567 或 +86 138 0000 0000。", "This is no phone number, such as 400-123-4567 or +86 138 0000 0000.";
    NotADate = "not_a_date", "请按 年-月-日 填写日期，例如 2026-11-30。", "Write the date as year-month-day, such as 2026-11-30.";
    UnknownChoice = "unknown_choice", "请选择列表中的一项。", "Choose one from the list.";
    NotUnique = "not_unique", "该名称已被使用，请换一个。", "This is in use already; choose another.";
    ControlCharacters = "control_characters", "包含不可见的控制字符，请删除后再试。", "It contains invisible control characters; remove them.";
    Unknown = "unknown", "找不到这一项，可能已被删除。", "There is no such thing; it may have been removed.";
    Changed = "changed", "在您填写期间，这一项已被更改，请重新确认。", "This changed while you were looking at it; check it again.";
    // signing in
    SignInFailed = "sign_in_failed", "邮箱或密码不正确。", "The e-mail address or the password is wrong.";
    SignInLocked = "sign_in_locked", "连续失败次数过多，请 {minutes} 分钟后再试。", "Too many failures; try again in {minutes} minutes.";
    PasswordTooShort = "password_too_short", "密码至少需要 {min} 个字符。", "A password has at least {min} characters.";
    PasswordTooLong = "password_too_long", "密码最多 {max} 个字符。", "A password has at most {max} characters.";
    PasswordWrong = "password_wrong", "密码不正确。", "The password is wrong.";
    PasswordSame = "password_same", "新密码不能与当前密码相同。", "The new password must differ from the old one.";
    PasswordsDiffer = "passwords_differ", "两次输入的密码不一致。", "The two passwords differ.";
    LinkOver = "link.over", "此链接已失效：它已被使用、已过期，或已被新的链接代替。", "This link is over: it was used, has expired, or was replaced by a newer one.";
    CodeWrong = "code.wrong", "验证码不正确。请输入验证器当前显示的 6 位数字，或一个未用过的恢复码。", "The code is wrong. Enter the six digits shown now, or a recovery code that was not used.";
    CodeUsed = "code.used", "此验证码已使用过，请等待验证器显示下一个。", "This code was used already; wait for the next one.";
    SignInOver = "sign_in_over", "登录已超时，请重新输入邮箱和密码。", "This took too long; start again with address and password.";
    NotYourself = "two_step.not_yourself", "不能用此方式处理自己的账号。请在“我的账号”中用验证码或恢复码关闭，或请另一位管理员帮助。", "Not for your own account: turn it off under “My account” by a code, or ask another administrator.";
    AskOperator = "two_step.ask_operator", "此人也是负责人，或还属于其他组织，请联系平台管理员处理。", "This person is an owner too, or belongs to another organisation as well: ask the marketplace's administrator.";
    // signing in at a provider
    OidcOver = "oidc.over", "此次登录已失效：等待过久、已使用过，或是在另一个浏览器中开始的。请重新开始。", "This sign-in is over: it took too long, was used already, or began in another browser. Start again.";
    OidcDeclined = "oidc.declined", "登录服务没有完成登录。可以再试一次，或使用其他方式登录。", "The sign-in service did not finish the sign-in. Try again, or sign in another way.";
    OidcUntrusted = "oidc.untrusted", "登录服务的答复未通过校验，未登录。请再试一次；如仍如此，请告知平台管理员。", "The answer of the sign-in service could not be verified, and nobody was signed in. Try again; if it stays so, tell the marketplace's administrator.";
    OidcDown = "oidc.down", "登录服务暂时没有响应。请稍后再试，或使用密码登录。", "The sign-in service does not answer at the moment. Try again soon, or sign in with your password.";
    OidcUnknown = "oidc.unknown", "此登录没有关联的账号。已有账号：先用密码登录，再到“我的账号”中关联；没有账号：请联系您所在组织的负责人发送邀请。", "No account is linked to this sign-in. With an account, sign in by password and link it under “My account”; without one, ask the person responsible in your organisation for an invitation.";
    OidcUnverified = "oidc.unverified", "登录服务尚未验证您的邮箱，因此不能据此找到账号。请先在那里验证邮箱，或用密码登录后在“我的账号”中关联。", "The sign-in service has not verified your e-mail address, so no account is found by it. Verify it there first, or sign in by password and link it under “My account”.";
    OidcLinked = "oidc.linked", "此登录已关联到另一个账号。", "This sign-in is linked to another account.";
    OidcSecond = "oidc.second", "您的账号已关联此登录服务的另一个登录，请先取消关联。", "Your account is linked to another sign-in of this service already; unlink that first.";
    LastWayIn = "oidc.last_way_in", "这是您唯一的登录方式。请先通过“忘记密码”设置密码，再取消关联。", "It is your only way in. Set a password by “Forgot the password?” first.";
    // signing up: domain/business.md §1.1
    SignUpClosed = "sign_up.closed", "目前不开放自助注册，请联系平台。", "Signing up is closed at the moment; write to the marketplace.";
    // teams: domain/business.md §7.5
    AlreadyMember = "team.already_member", "此人已是成员。", "This person is a member already.";
    AlreadyInvited = "team.already_invited", "已向此邮箱发送过邀请，可以重新发送。", "This address is invited already; the invitation can be sent again.";
    TeamFull = "team.full", "除主账号外最多 {max} 名成员（含未接受的邀请）。", "Besides the main account there are at most {max} people, open invitations included.";
    LastLead = "team.last_lead", "这是最后一名可以管理成员的人，请先让其他人承担此角色。", "Nobody else here could look after the people; give another member that role first.";
    NotProductManager = "team.not_product_manager", "只有产品经理（且不是负责人）可以限定商品。", "Only a product manager who is no owner can be limited to chosen products.";
    InvitationForOther = "invitation.for_other", "此邀请发给了另一个邮箱，请先退出登录。", "This invitation is for another address; sign out first.";
    TwoStepRequired = "two_step.required", "您的角色要求使用两步登录，不能关闭。", "Your role needs two-step sign-in; it cannot be turned off.";
    // names of products and specs: domain/business.md §2.4, §2.7
    NameIsBareCounter = "name.bare_counter", "“{text}”只是编号，买家看不出内容。请写明包含什么，例如“基础版 50 用户”。", "“{text}” is only a counter and tells a buyer nothing. Say what it contains, such as “Basic, 50 users”.";
    NameIsBillingWord = "name.billing_word", "“{text}”只是计费周期，请写明规格内容；周期在价格中填写。", "“{text}” is only a billing period. Say what the spec contains; the period belongs to the price.";
    NameIsCountingUnit = "name.counting_unit", "“{text}”只是计量单位，请写明规格内容。", "“{text}” is only a counting unit. Say what the spec contains.";
    NameSaysNothing = "name.no_information", "“{text}”没有说明规格的内容。", "“{text}” does not say what the spec contains.";
    NameUsesHuawei = "name.unauthorised_brand", "未经授权不得使用“{brand}”。", "“{brand}” may not be used without authorisation.";
    NameHasPhone = "name.phone_number", "名称中不能包含电话号码。", "A name may not contain a phone number.";
    NameAsksForPrice = "name.ask_for_price", "不能要求买家另行询价（“{text}”），请直接标价。", "A buyer may not be asked to enquire (“{text}”); state the price.";
    NameHasPrice = "name.price", "名称中不能包含价格。", "A name may not contain a price.";
    NameHasVersion = "name.version", "名称中不能包含版本号（“{text}”）。", "A name may not contain a version number (“{text}”).";
    NameNotUnique = "name.not_unique", "同一商品的规格名称不能重复。", "Two specs of one product may not have the same name.";
    NameNeedsChinese = "name.needs_chinese", "中文名称中需要有中文。", "The Chinese name needs Chinese characters.";
    NameNeedsLatin = "name.needs_latin", "英文名称请使用英文。", "Write the English name in English.";
    // a listing: domain/business.md §2.4–2.9
    IntroductionTooShort = "introduction.too_short", "没有图片时，商品说明至少 {min} 个字符（不计空白），现在有 {actual} 个。", "Without pictures the introduction needs at least {min} characters (white space not counted); it has {actual}.";
    TextAsksForPrice = "text.ask_for_price", "说明中不能要求买家另行询价（“{text}”）。", "The text may not ask buyers to enquire about the price (“{text}”).";
    TextHasSuperlative = "text.superlative", "广告法禁止使用“{text}”等极限用语。", "Advertising law forbids superlatives such as “{text}”.";
    TextHasLink = "text.outside_link", "不能包含站外链接（“{text}”）。", "Links to other sites are not allowed (“{text}”).";
    SpecMissing = "spec.missing", "至少需要一个规格。", "At least one spec is needed.";
    SpecDuplicateId = "spec.duplicate_id", "两个规格使用了同一个编号。", "Two specs have the same id.";
    SpecModeFixed = "spec.mode_fixed", "已上架规格的计费方式不能更改，请新增一个规格。", "The charging mode of a released spec cannot change; add a new spec.";
    SpecRemoved = "spec.removed", "已上架的规格“{text}”不能删除。", "The released spec “{text}” cannot be removed.";
    PriceMissing = "price.missing", "请至少填写一个价格。", "Enter at least one price.";
    PriceZero = "price.zero", "不允许 ¥0 的规格：它可以被无限次购买。", "A spec at ¥0 is not allowed: it could be bought without end.";
    PriceNegative = "price.negative", "价格不能为负数。", "A price cannot be negative.";
    PriceTooHigh = "price.too_high", "价格不能超过 {max}。", "A price is at most {max}.";
    PriceWrongMode = "price.wrong_mode", "该价格与计费方式不符：包周期填写月价或年价，一次性填写一个价格。", "This price does not fit the charging mode: period takes monthly or yearly prices, one-time takes one price.";
    PriceTwice = "price.twice", "同一周期只能有一个价格。", "There is one price per term.";
    CertificateMissing = "certificate.missing", "软件商品必须上传软件著作权证书。", "Software must come with its copyright certificate.";
    SupportTooFewHours = "support.too_few_hours", "服务时间至少为 5 天 × 8 小时，现在为 {days} 天 × {hours} 小时。", "Support is at least 5 days × 8 hours; this is {days} × {hours}.";
    NotSupportedYet = "not_supported_yet", "暂不支持该选项。", "This choice is not supported yet.";
    // files: contract.md
    UploadTooLarge = "upload.too_large", "文件超过 {max}，请压缩后再上传。", "The file is larger than {max}.";
    UploadEmpty = "upload.empty", "文件是空的。", "The file is empty.";
    UploadTruncated = "upload.truncated", "文件不完整，请重新导出后再上传。", "The file is cut short; export it again.";
    UploadUnsupported = "upload.unsupported", "不支持此扩展名，请上传 {kinds}。", "This extension is not accepted; upload {kinds}.";
    UploadMismatch = "upload.mismatch", "文件内容与扩展名不符。", "The content does not match the extension.";
    UploadEncrypted = "upload.encrypted", "文件已加密，审核人员无法查看，请去除密码。", "The file is encrypted and cannot be reviewed; remove its password.";
    UploadBomb = "upload.bomb", "压缩包展开后过大或嵌套过深。", "The archive unpacks to too much, or is nested too deep.";
    UploadUnsafePath = "upload.unsafe_path", "压缩包内有不安全的路径。", "The archive contains an unsafe path.";
    UploadPolyglot = "upload.polyglot", "文件同时是两种格式，无法接受。", "The file is two formats at once.";
    UploadMacro = "upload.macro", "文档包含宏，请去除后再上传。", "The document contains macros; remove them.";
    UploadExecutable = "upload.executable", "不能上传可执行文件。", "Executable files are not accepted.";
    UploadMissing = "upload.missing", "请选择要上传的文件。", "Choose a file.";
    UploadPictureSize = "upload.picture_size", "图片最大 {max}×{max} 像素。", "A picture has at most {max} × {max} pixels.";
    UploadQuota = "upload.quota", "贵组织的附件总量已达到 {max}，请联系平台。", "Your organisation's files have reached {max} in all; write to the operator.";
    // the operator's settings
    DatedElsewhere = "settings.dated", "此项按生效日期变更，请在“规则与生效日期”中新增一条。", "This changes on a date; add a rule under “Rules and dates”.";
    RuleFromPast = "rule.from_past", "生效日期最早为 {min}：已发生的不受影响。", "It holds from {min} at the earliest; what has happened stays as it is.";
    RuleTaken = "rule.taken", "同一范围在该日期已有一条规则，请先撤回它。", "There is a rule of this scope for that day already; withdraw it first.";
    RuleInForce = "rule.in_force", "已生效的规则不能撤回，请新增一条以后生效的规则。", "A rule that holds already cannot be withdrawn; add one for a later day.";
    RuleScope = "rule.scope", "这类规则不能按此项限定范围。", "A rule of this kind cannot be limited that way.";
    NotInYear = "calendar.not_in_year", "日期不在 {year} 年内。", "The day is not in {year}.";
    // notices: domain/business.md §7.6
    NoticeAlways = "notice.always", "涉及安全或资金的消息不能关闭。", "What is about security or money cannot be switched off.";
    NotNow = "not_now", "现在不能这样做：{state}。", "This cannot be done now: {state}.";
    // reviews
    ReasonMissing = "reason.missing", "驳回时请至少在一个字段上写明原因。", "A rejection needs a reason at one field at least.";
    // offers: domain/business.md §4.1
    OfferStartsInPast = "offer.starts_in_past", "生效时间必须晚于现在。", "The offer must start later than now.";
    OfferEndsBeforeStart = "offer.ends_before_start", "失效日期不能早于生效日期。", "The offer cannot end before it starts.";
    OfferTooLong = "offer.too_long", "有效期最长 {max} 天。", "An offer is valid for at most {max} days.";
    OfferNoLine = "offer.no_line", "请至少为一个规格填写折扣。", "Enter a discount for one spec at least.";
    OfferBeyondRange = "offer.beyond_range", "折扣不能超过 {max}%。", "The discount is at most {max} %.";
    OfferPercentZero = "offer.percent_zero", "折扣必须大于 0。", "A discount is more than 0.";
    OfferPriceZero = "offer.price_zero", "折后价必须大于 ¥0。", "The price after discount must be more than ¥0.";
    OfferTradeClass = "offer.trade_class", "该售卖类型的商品不支持专属优惠。", "Products of this trade class cannot have exclusive discounts.";
    OfferNotOnSale = "offer.not_on_sale", "该商品不在销售中。", "This product is not on sale.";
    CustomerUnknown = "customer.unknown", "没有使用此邮箱的客户账号。", "No customer account has this e-mail address.";
    // orders
    OrderPriceChanged = "order.price_changed", "价格已变为 {price}，请确认后再下单。", "The price is now {price}; check it before you order.";
    TermsNotAccepted = "terms.not_accepted", "请先阅读并同意条款。", "Read and accept the terms first.";
    // business certification: domain/business.md §1.5
    TaxNumberBad = "certification.tax_number", "统一社会信用代码为 18 位数字或大写字母。", "The unified social credit code has 18 digits or capital letters.";
    BankAccountBad = "certification.bank_account", "银行账号为 8 到 30 位数字。", "A bank account has 8 to 30 digits.";
    TaxRateBad = "certification.tax_rate", "请选择与纳税人类型相符的税率。", "Choose a rate that this kind of taxpayer can have.";
    AccountNameDiffers = "certification.account_name", "账户名称须与公司名称一致（{company}）。", "The account's name must be the company's ({company}).";
    TransferAmountBad = "certification.amount", "请输入 0.01 到 0.99 元之间的金额。", "Enter an amount between ¥0.01 and ¥0.99.";
    TransferAmountWrong = "certification.amount_wrong", "金额与到账金额不符，还可以填写 {left} 次。", "That is not the amount that arrived. Tries left: {left}.";
    TransferLocked = "certification.locked", "金额已三次填写错误，认证已锁定。请联系平台客服解锁。", "The amount was wrong three times: the certification is locked. Write to the marketplace to have it unlocked.";
    TransferOver = "certification.transfer_over", "填写期限已过，请重新发起认证，我们会再次打款。", "The time to enter the amount is over. Start again; another amount will be sent.";
    // joining: domain/business.md §1.1–1.5
    IdentityFirst = "joining.identity_first", "请先完成企业实名认证。", "First complete the real-name authentication.";
    ApplicationFirst = "joining.application_first", "请先提交入驻申请并通过审核。", "First hand in the joining application and have it approved.";
    AgreementsFirst = "joining.agreements_first", "请先签署协议与规范。", "First sign the agreements.";
    CertificationFirst = "joining.certification_first", "请先完成商业信息认证。", "First complete the business certification.";
    StepsLeft = "joining.steps_left", "还有未完成的入驻步骤。", "There are steps left.";
    EntityTaken = "joining.entity_taken", "该主体已是本平台的商家：一个主体只能入驻一次。", "This legal entity is a seller here already; each joins once.";
    IdentityUnconfirmed = "joining.unconfirmed", "未能核实此信息，请核对后重新提交。", "This could not be confirmed; check it and hand it in again.";
    EntityFixed = "joining.entity_fixed", "商家主体不能变更。公司更名请保持统一社会信用代码不变。", "The legal entity of a seller cannot change. A renamed company keeps its credit code.";
    CompanyDiffers = "joining.company_differs", "须与实名认证的公司名称一致（{company}）。", "It must be the name that was authenticated ({company}).";
    FileMissing = "file.missing", "请上传文件。", "Upload the file.";
    NotAWebsite = "website.bad", "请输入以 http:// 或 https:// 开头的网址。", "Write an address that starts with http:// or https://.";
    WebsiteIsSignIn = "website.sign_in", "请填写公司官网，而不是产品登录页。", "Give the company's site, not a product's sign-in page.";
    FoundedTooLate = "joining.founded", "公司须成立满 {min} 年。", "The company must be {min} year(s) old.";
    TooFewStaff = "joining.staff", "技术与服务人员合计不少于 {min} 人，现在为 {actual} 人。", "Technical and service staff are {min} at least; this is {actual}.";
    TooLittleCapital = "joining.capital", "注册资本不少于 {min} 万元，现在为 {actual} 万元。", "Registered capital is at least {min} × 10,000 yuan; this is {actual}.";
    MoreStaffThanPeople = "joining.staff_over", "技术与服务人员不能多于员工总数。", "This is more than all employees.";
    MustDeclare = "joining.declare", "请确认此项声明。", "Confirm this declaration.";
    // tiers, points: domain/business.md §1.6, §1.11
    TierTooEarly = "tier.too_early", "入驻满 {min} 个月才能升级，现在为 {actual} 个月。", "This tier needs {min} months since joining; it is {actual}.";
    TierTooLittle = "tier.too_little_trade", "上一年度交易额须达到 {min}，现在为 {actual}。", "This tier needs a trade of {min} in the previous year; it was {actual}.";
    TierRestricted = "tier.restricted", "商家在黄名单或黑名单期间不能升级。", "A seller on the yellow or black list cannot be promoted.";
    TierSame = "tier.same", "商家已是该级别。", "The seller is of this tier already.";
    PointsFixed = "points.fixed", "该违规行为固定扣 {points} 分。", "This violation takes {points} points.";
    AppealOver = "appeal.over", "申诉期已结束。", "The time to appeal is over.";
    AppealOwn = "appeal.own", "不能处理自己记录的扣分的申诉，请由其他人员决定。", "Whoever recorded a deduction does not decide the appeal; leave it to somebody else.";
    DayOver = "day.over", "请填写今天之后的日期。", "Enter a day after today.";
    // agreements
    AgreementReplaced = "agreement.replaced", "该版本已被新版本替代，请阅读并签署新版本。", "A newer version has replaced this one; read and sign that.";
    AgreementNotRead = "agreement.not_accepted", "请勾选同意后再签署。", "Tick that you agree before you sign.";
    AgreementSame = "agreement.same", "内容与现行版本相同，没有可发布的变化。", "This is the text in force; there is nothing to publish.";
    // bills
    SettlementHeld = "bill.held", "商家正在更改商业信息认证，更改通过前不能结算：由商家完成更改，平台财务审核。", "The seller's business certification is being changed. Nothing is settled until it is certified: the seller completes the change, the operator's finance decides.";
    BillTransition = "bill.transition", "账单不能从“{from}”变为“{to}”。", "A bill cannot go from “{from}” to “{to}”.";
    PeriodNotOver = "period.not_over", "账期 {period} 尚未结束。", "The period {period} is not over yet.";
    NotAPeriod = "not_a_period", "请按年月填写账期，例如 202611。", "Write the period as year and month, such as 202611.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_wire_name_and_the_same_params_in_both_languages() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.as_str()), "{} twice", code.as_str());
            let params = |lang| {
                let mut names: Vec<&str> = code
                    .words(lang)
                    .split('{')
                    .skip(1)
                    .filter_map(|p| p.split('}').next())
                    .collect();
                names.sort_unstable();
                names.dedup();
                names
            };
            assert_eq!(params(Lang::Zh), params(Lang::En), "{}", code.as_str());
        }
    }
}
