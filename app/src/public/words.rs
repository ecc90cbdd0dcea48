//! Words of the public pages that belong to no feature.

crate::words! {
    not_found = "没有找到", "Not found";
    not_found_text = "链接可能已失效，或地址输入有误。如有疑问，请联系给您发送链接的人。", "The link may be dead, or the address mistyped. Ask whoever sent it to you.";
    forbidden = "无权访问", "Not for this account";
    went_wrong = "出错了", "Something went wrong";
}
