/** The endpoints that `MapIdentityApi<TUser>()` maps. */
export const identityApi: readonly {
  readonly method: string;
  readonly path: string;
  readonly isProtected: boolean;
}[] = [
  { method: 'POST', path: '/register', isProtected: false },
  { method: 'POST', path: '/login', isProtected: false },
  { method: 'POST', path: '/refresh', isProtected: false },
  { method: 'GET', path: '/confirmEmail', isProtected: false },
  { method: 'POST', path: '/resendConfirmationEmail', isProtected: false },
  { method: 'POST', path: '/forgotPassword', isProtected: false },
  { method: 'POST', path: '/resetPassword', isProtected: false },
  { method: 'POST', path: '/manage/2fa', isProtected: true },
  { method: 'GET', path: '/manage/info', isProtected: true },
  { method: 'POST', path: '/manage/info', isProtected: true },
];
