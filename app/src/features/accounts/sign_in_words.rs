//! Words of the sign-in page, which only the server renders.

crate::words! {
    sign_in_title = "登录", "Sign in";
    sign_in_lead = "使用您的账号继续。", "Continue with your account.";
    sign_in_for_offer = "登录后即可查看并使用发给您的优惠。", "Sign in to see and use the offer you were sent.";
    email = "邮箱", "E-mail address";
    password = "密码", "Password";
    sign_in = "登录", "Sign in";
    no_account = "没有账号，或忘记了密码？请联系您所在组织的负责人，由平台管理员为您开通。", "No account yet, or forgot the password? Ask the person responsible in your organisation; the marketplace's administrator sets it up.";
    what_is_this = "面向云商店商家、客户与平台运营人员的门户。", "The portal for sellers, customers and the operator of the marketplace.";
}
