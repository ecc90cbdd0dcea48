//! Words of the audit log and the permission table.

crate::words! {
    log_title = "操作日志", "Audit log";
    log_lead = "每一次变更：谁、何时、对什么、改前与改后。被拒绝的操作同样记录。", "Every change: who, when, to what, before and after. Refusals are kept too.";
    log = "操作记录", "Acts";
    at = "时间", "When";
    actor = "操作人", "Who";
    actor_help = "邮箱，或 system:…", "An address, or system:…";
    operation = "操作", "Operation";
    any_operation = "全部操作", "Every operation";
    object = "对象", "Object";
    object_help = "完整编号", "The whole id";
    outcome = "结果", "Outcome";
    any_outcome = "全部结果", "Every outcome";
    succeeded = "成功", "Done";
    refused = "被拒绝", "Refused";
    from = "从", "From";
    to = "到", "To";
    request = "请求编号", "Request id";
    changes = "变更内容", "What changed";
    before = "改前", "Before";
    after = "改后", "After";
    same = "内容未变", "Nothing differs";
    unchanged = "另有 {n} 个字段未变", "{n} more fields are as before";
    absent = "无", "none";
    only_this_actor = "只看此人", "Only this person";
    only_this_object = "只看此对象", "Only this object";
    empty = "没有符合条件的记录", "Nothing matches";
    empty_text = "请放宽筛选条件。", "Try fewer filters.";
    to_permissions = "查看权限表", "See the permissions";

    table_title = "权限表", "Permissions";
    table_lead = "由系统的操作定义直接生成：这里写的就是实际执行的。", "Made from the operations themselves: what stands here is what is enforced.";
    table = "角色与操作", "Roles and operations";
    reads = "查看", "Read";
    writes = "变更", "Write";
    jobs = "作业", "Job";
    may = "可以", "may";
    may_not = "不可以", "may not";
    everybody = "任何人（无需登录）", "Anyone, signed in or not";
    signed_in = "任何已登录的人", "Anyone who is signed in";
    system = "仅系统", "The system only";
    legend = "对勾表示该角色可以执行此操作；商家与客户只能看到自己的数据。", "A tick means the role may do it; sellers and customers reach only their own data.";
    others = "其他", "Others";
}
