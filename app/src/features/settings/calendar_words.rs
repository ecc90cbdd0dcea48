//! Words of the working-day calendar and of the templates of reasons.

crate::words! {
    title = "工作日历", "Working days";
    lead = "与周一至周五不同的日子：放假，或调休上班。审核时限与出账日按此计算；已提交事项的截止时间不变。", "Days that differ from Monday to Friday: holidays, and weekends worked in exchange. Review clocks and the bill day follow them; what was submitted keeps its day.";
    year = "年份", "Year";
    previous = "{year} 年", "{year}";
    days = "{year} 年的特殊日期", "Days of {year} that differ";
    day = "日期", "Day";
    kind = "安排", "Kind";
    free = "放假", "Holiday";
    works = "上班", "Worked";
    name = "说明", "Name";
    row = "第 {n} 行：{what}", "Row {n}: {what}";
    hint = "清空日期即删除该行；保存后可以继续添加。", "Clear the day to remove a row; after saving there is room for more.";
    save = "保存日历", "Save the calendar";
    saved = "日历已保存。", "The calendar is saved.";
    templates = "审核意见模板", "Reason templates";
    templates_lead = "审核人员驳回时可以选用，意见会加在整体说明之前。", "Reviewers can choose one when they reject; its text goes before what they write on the whole.";
    any_kind = "全部", "All";
    for_kind = "适用于", "For";
    title_zh = "中文标题", "Chinese title";
    title_en = "英文标题", "English title";
    text_zh = "中文内容", "Chinese text";
    text_en = "英文内容", "English text";
    new_template = "新模板", "New template";
    nth_template = "模板 {n}", "Template {n}";
    remove_hint = "清空四项内容即删除该模板。", "Clear all four texts to remove a template.";
    save_templates = "保存模板", "Save the templates";
    templates_saved = "模板已保存。", "The templates are saved.";
}
