//! The words of the editor.

crate::words! {
    title = "编辑商品", "Edit product";
    lead = "填写时自动保存并随时检查，可以随时离开，稍后继续。", "It is saved and checked as you type; leave whenever you like and go on later.";
    steps = "填写步骤", "Parts of the listing";
    not_started = "未开始", "Not started";
    in_progress = "进行中", "In progress";
    needs_you = "需要处理", "Needs you";
    ready = "可以提交", "Ready to submit";
    complete = "已完成", "Complete";
    to_listing = "返回商品", "Back to the product";
    no_script_text = "您可以查看内容；要编辑，请在浏览器中启用 JavaScript。", "You can read the content; to edit it, switch on JavaScript in your browser.";
    not_editable_title = "现在不能编辑。", "It cannot be edited now.";
    not_editable_text = "正在审核或已上架的版本不能直接修改；草稿只能由有编辑权限的成员修改。", "What is being reviewed or on sale is not edited directly, and a draft only by those who may.";
    // saving
    saved_at = "已保存 {time}", "Saved {time}";
    dirty = "有未保存的修改", "Unsaved changes";
    saving = "正在保存…", "Saving…";
    retrying = "未保存：网络中断，正在重试", "Not saved: the connection is down, trying again";
    signed_out_state = "未保存：登录已过期", "Not saved: you are signed out";
    stale_state = "未保存：内容已在别处更改", "Not saved: it was changed elsewhere";
    refused_state = "未保存", "Not saved";
    retry_now = "立即重试", "Try now";
    offline_title = "暂时无法保存，您填写的内容已保留在本机。", "It cannot be saved right now; what you typed is kept on this device.";
    offline_text = "网络恢复后会自动保存，请不要关闭此页面。", "It will be saved as soon as there is a connection; keep this page open.";
    signed_out_title = "登录已过期，您填写的内容已保留。", "You were signed out; what you typed is kept.";
    signed_out_text = "请重新登录，您不必离开这个页面。", "Sign in again; you do not have to leave this page.";
    sign_in_tab = "改在新标签页登录", "Sign in in a new tab instead";
    sign_in_as = "以 {email} 登录", "Sign in as {email}";
    sign_in_password = "密码", "Password";
    sign_in_code = "两步验证码", "Two-step code";
    sign_in_code_help = "未设置两步登录则留空。", "Leave it empty unless you set two-step sign-in up.";
    sign_in_act = "登录并保存", "Sign in and save";
    sign_in_wrong = "密码或验证码不正确。", "The password or the code is not right.";
    sign_in_later = "尝试次数过多，请稍后再试。", "Too many attempts; try again later.";
    sign_in_offline = "暂时连不上，请再试一次。", "No answer at the moment; try again.";
    refused_title = "无法保存", "It cannot be saved";
    refused_text = "您填写的内容已保留在本机。", "What you typed is kept on this device.";
    // recovery
    recover_title = "本机有一份未保存的内容", "This device has text that was not saved";
    recover_text = "上次离开时有内容尚未保存，是否恢复？", "Something was not saved when you left. Bring it back?";
    recover_changed = "此后商品又在别处保存过，恢复后请核对。", "The product was saved elsewhere since; compare after bringing it back.";
    recover = "恢复内容", "Bring it back";
    discard = "不需要", "Discard";
    replaced_title = "已采用对方的内容。您的内容仍保留，可以换回。", "Theirs is in place. Yours is kept and can be brought back.";
    undo = "换回我的内容", "Bring mine back";
    // conflict
    conflict_title = "这个商品已在别处保存", "This product was saved elsewhere";
    conflict_text = "您和别人（或另一个标签页）同时修改了它。请逐项选择，未选择的内容不会丢失。", "You and somebody else (or another tab) changed it at the same time. Choose field by field; nothing is lost until you do.";
    mine = "我的", "Mine";
    theirs = "对方的", "Theirs";
    all_mine = "全部用我的", "All mine";
    all_theirs = "全部用对方的", "All theirs";
    save_chosen = "按选择保存", "Save what I chose";
    nothing = "（空）", "(empty)";
    // findings
    reviewer_says = "审核意见：", "Reviewer: ";
    // basics
    basics_lead = "买家最先看到的内容。中英文都需要。", "What buyers read first, in both languages.";
    name_help = "最多 64 个字符，不含品牌、价格、版本号、电话与极限用语。", "At most 64 characters; no brand, price, version number, phone or superlative.";
    name_en_help = "英文名称会出现在消费账单中。", "The English name appears in the consumption bill.";
    choose_category = "请选择分类", "Choose a category";
    type_help = "目前支持 SaaS 类商品，其他类型即将开放。", "SaaS is supported so far; other types will follow.";
    trade_help = "目前支持通用类商品。", "Common products are supported so far.";
    // introduction
    introduction_lead = "让买家了解商品能解决什么问题、适合谁、如何使用。", "What the product solves, for whom, and how it is used.";
    overview_help = "10 到 200 个字符，显示在商品列表中。", "10 to 200 characters, shown in lists.";
    introduction_help = "至少 400 个字符（不计空白），最多 20000 个；换行分段，不能包含站外链接。", "At least 400 characters (white space not counted), at most 20,000; a line break begins a paragraph; no links to other sites.";
    introduction_en_help = "最多 20000 个字符。", "At most 20,000 characters.";
    count_of = "{n}/{max}", "{n}/{max}";
    count_missing = "还差 {missing} 字（{n}/{min}）", "{missing} more to go ({n}/{min})";
    count_plain = "{n} 字，最多 {max}", "{n} of at most {max}";
    // support
    support_lead = "显示在商品页上。至少每周 5 天、每天 8 小时。", "Shown on the product page. At least 5 days a week, 8 hours a day.";
    days = "每周服务天数", "Days a week";
    hours_per_day = "每天服务小时数", "Hours a day";
    n_days = "{n} 天", "{n} days";
    n_hours = "{n} 小时", "{n} hours";
    hours_help = "写明时间与时区，例如 09:00–18:00 (GMT+08:00)。", "With the time zone, such as 09:00–18:00 (GMT+08:00).";
    hotline_help = "例如 400-123-4567，可带分机。", "Such as 400-123-4567, with an extension if any.";
    mail_help = "例如 service@example.com。", "Such as service@example.com.";
    // certificate
    certificate_lead = "仅供审核人员查看，不会展示给买家。", "For the reviewer only; buyers never see it.";
    certificate_limits = "PDF、Word、PPT 或 ZIP，最大 20 MB；不含密码、宏和可执行文件。", "PDF, Word, PowerPoint or ZIP, at most 20 MB; no password, macros or executables.";
    choose_file = "选择文件", "Choose a file";
    replace_file = "更换文件", "Replace file";
    remove_file = "移除", "Remove";
    drop_here = "或将文件拖到此处", "or drop it here";
    uploading = "正在上传 {name}", "Uploading {name}";
    upload_checking = "已上传，正在检查内容…", "Sent; checking the content…";
    upload_of = "{sent} / {total}", "{sent} of {total}";
    cancel_upload = "取消上传", "Cancel upload";
    upload_again = "重新上传", "Try again";
    upload_failed = "“{name}”没有上传成功：{why}", "“{name}” was not uploaded: {why}";
    upload_offline = "网络中断。", "the connection broke.";
    upload_signed_out = "登录已过期，请在新标签页登录后重试。", "you are signed out; sign in in another tab and try again.";
    upload_other = "服务器没有接受（{status}），请稍后再试。", "the server did not take it ({status}); try again later.";
    document_kinds = "zip、doc、docx、pdf、ppt、pptx", "zip, doc, docx, pdf, ppt, pptx";
    // specs
    specs_lead = "买家按规格下单。名称要说明包含什么，例如“基础版 50 用户”。", "Buyers order a spec. Its name says what it contains, such as “Basic, 50 users”.";
    specs_none = "还没有规格。", "No spec yet.";
    specs_none_text = "至少添加一个规格并填写价格。", "Add at least one, with a price.";
    add_spec = "添加规格", "Add a spec";
    spec_name_zh = "规格名称（中文）", "Spec name (Chinese)";
    spec_name_en = "规格名称（英文）", "Spec name (English)";
    spec_about_zh = "包含内容（中文）", "What it contains (Chinese)";
    spec_about_en = "包含内容（英文）", "What it contains (English)";
    spec_name_help = "最多 50 个字符；不能只是编号、计费周期或计量单位。", "At most 50 characters; not just a counter, a billing period or a unit.";
    price_month = "月价", "Price per month";
    price_year = "年价", "Price per year";
    price_once = "价格", "Price";
    price_help = "含税目录价，大于 ¥0；月价、年价至少填一个。", "List price with tax, more than ¥0; at least one of month and year.";
    price_once_help = "含税目录价，大于 ¥0。", "List price with tax, more than ¥0.";
    move_up = "上移", "Move up";
    move_down = "下移", "Move down";
    remove_spec = "删除规格", "Remove spec";
    spec_removed = "已删除规格“{name}”。", "Spec “{name}” was removed.";
    bring_back = "撤销删除", "Undo";
    released = "已上架的规格不能删除，也不能更改计费方式。", "A spec on sale cannot be removed or charged in another way.";
    most_specs = "最多 50 个规格。", "At most 50 specs.";
    // check and submit
    check_lead = "提交后由平台审核，一般 3 个工作日内给出结果。", "The marketplace reviews it, usually within 3 working days.";
    check_ready = "没有发现问题，可以提交审核。", "Nothing is missing: it can be handed in.";
    check_open = "还有 {n} 处需要完善：", "{n} things to finish:";
    submit = "提交审核", "Submit for review";
    submit_ready = "当前内容将提交审核。", "What you see will be reviewed.";
    submit_saving = "保存完成后即可提交。", "You can submit once it is saved.";
    submit_gaps = "完善以上内容后即可提交。", "You can submit once the list above is empty.";
    submit_uploading = "证书上传完成后即可提交。", "You can submit once the certificate is uploaded.";
}
