//! The frame's words.

use guildhall_sdk::portal::OrganisationKind;

crate::words! {
    seller = "商家", "Seller";
    customer = "客户", "Customer";
    operator = "平台运营", "Operator";
    overview = "总览", "Overview";
    notices = "消息", "Notices";
    products = "商品管理", "Products";
    my_listings = "我的商品", "Listings";
    sales = "销售管理", "Sales";
    offers = "商家专属优惠", "Exclusive discounts";
    orders_group = "订单管理", "Orders";
    orders = "订单列表", "Orders";
    settlement = "结算管理", "Settlement";
    transactions = "交易明细", "Transactions";
    bills = "账单管理", "Bills";
    shop = "商家管理", "Business";
    transfers = "账户验证", "Account checks";
    certification = "商业信息认证", "Certification";
    joining = "商家入驻", "Joining";
    company = "商家档案", "Seller page";
    conduct = "商家级别与积分", "Tiers and points";
    identity = "企业实名认证", "Real name";
    application = "商家信息", "Seller information";
    agreements = "协议与规范", "Agreements";
    desk = "审核", "Review desk";
    reviews = "审核工作台", "Queue";
    marketplace = "平台管理", "Marketplace";
    organisations = "组织与人员", "Organisations";
    settings = "平台设置", "Settings";
    permissions = "权限表", "Permissions";
    audit = "操作日志", "Audit log";
    mails = "邮件", "Mails";
    my_orders = "我的订单", "My orders";
    team = "成员", "People";
    purchases = "采购", "Purchases";
}

impl Words {
    /// What a kind of organisation is called.
    pub fn kind(&self, kind: OrganisationKind) -> &'static str {
        match kind {
            OrganisationKind::Seller => self.seller,
            OrganisationKind::Customer => self.customer,
            OrganisationKind::Operator => self.operator,
        }
    }
}
