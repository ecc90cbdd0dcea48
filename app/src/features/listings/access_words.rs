//! Words of the page that says which products somebody may manage.

crate::words! {
    people = "成员", "People";
    title = "{name} 可管理的商品", "Products of {name}";
    lead = "产品经理只能看到并管理授权的商品及其专属优惠。保存后立即生效。", "A product manager sees and manages only these products and their discounts. It holds at once.";
    question = "授权范围", "Which products";
    all = "全部商品", "All products";
    all_hint = "包括今后新建的商品。", "Those to come as well.";
    chosen = "仅以下勾选的商品", "Only those ticked below";
    chosen_hint = "对方新建的商品会自动授权给对方。", "What they start themselves is theirs too.";
    list = "商品", "Products";
    none = "还没有商品。", "There are no products yet.";
    unnamed = "未命名的商品", "A product without a name";
    save = "保存授权", "Save";
    saved = "授权已保存，立即生效。", "Saved; it holds at once.";
    not_limited = "此成员不能限定商品", "This member cannot be limited";
    not_limited_text = "只有产品经理（且不是主账号）可以限定商品；其他角色按角色权限查看。", "Only a product manager who is no owner can; what other roles see follows from the role.";
    back = "返回成员", "Back to the people";
}
