//! Words of organisations and their people.

use guildhall_sdk::portal::OrganisationKind;

crate::words! {
    email = "邮箱", "E-mail address";
    title = "组织与人员", "Organisations and people";
    lead = "商家、客户与平台运营方，以及代表它们登录的人员。", "Sellers, customers and the operator, and the people who sign in for them.";
    list = "组织列表", "Organisations";
    views = "组织类型", "Kinds of organisation";
    all = "全部", "All";
    seller = "商家", "Seller";
    customer = "客户", "Customer";
    operator = "平台运营", "Operator";
    organisation = "组织", "Organisation";
    kind = "类型", "Kind";
    people = "人员", "People";
    since = "创建时间", "Created";
    add_people = "添加人员", "Add a person";
    empty = "还没有这类组织", "No organisation of this kind yet";
    none_so_called = "没有这个名称的组织", "No organisation is called this";
    empty_text = "在下方填写名称即可创建，随后为它添加人员。", "Create one below, then add its people.";
    find_person = "查找人员", "Find a person";
    create_title = "创建组织", "Create an organisation";
    create_lead = "商家发布商品并结算，客户使用专属优惠下单。", "Sellers publish and are paid; customers order with exclusive discounts.";
    create = "创建组织", "Create the organisation";
    kind_seller_hint = "发布商品，发放专属优惠，查看账单。", "Publishes products, makes exclusive discounts, reads bills.";
    kind_customer_hint = "通过专属优惠下单，查看订单。", "Orders with exclusive discounts, sees its orders.";
    kind_operator_hint = "审核、结算与平台设置。", "Reviews, settlement and the marketplace's settings.";
    name_zh = "中文名称", "Chinese name";
    name_en = "英文名称", "English name";
    name_help = "1–100 个字符，会显示在商品、优惠和账单上。", "1–100 characters; it is shown on products, offers and bills.";
    contact_mail = "联系邮箱", "Contact e-mail";
    contact_mail_help = "买家可以写信到这里，会显示在优惠和商品页。", "Buyers can write here; shown on offers and products.";
    contact_phone = "联系电话", "Contact phone";
    member_title = "为“{name}”添加人员", "Add a person to “{name}”";
    member_lead = "新邮箱会创建账号；已有账号会获得所选角色。", "A new address gets an account; an existing account gets the roles.";
    person_name = "姓名", "Name";
    roles = "角色", "Roles";
    roles_help = "至少选择一个。", "Choose at least one.";
    to_permissions = "查看各角色的权限", "See what each role may do";
    first_password = "初始密码", "First password";
    first_password_help = "至少 {min} 个字符。仅新账号需要；请通过安全的方式告知本人。", "At least {min} characters. Only for a new account; hand it over in a safe way.";
    add = "添加人员", "Add the person";
    created_done = "组织已创建，现在可以添加人员。", "The organisation is there; add its people now.";
    added_done = "人员已添加。", "The person was added.";
    acting = "当前", "You are here";
}

impl Words {
    /// What a kind of organisation is called.
    pub fn kind_name(&self, kind: OrganisationKind) -> &'static str {
        match kind {
            OrganisationKind::Seller => self.seller,
            OrganisationKind::Customer => self.customer,
            OrganisationKind::Operator => self.operator,
        }
    }

    /// What it does.
    pub fn kind_hint(&self, kind: OrganisationKind) -> &'static str {
        match kind {
            OrganisationKind::Seller => self.kind_seller_hint,
            OrganisationKind::Customer => self.kind_customer_hint,
            OrganisationKind::Operator => self.kind_operator_hint,
        }
    }
}
