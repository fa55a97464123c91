/** Desktop and mobile browsers. */
export const browsers: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
];

/** The clinics' current app, on several phones. */
export const mobileApps: readonly string[] = [
  'ClinicApp/5.2.0 (iPhone16,2; iOS 19.1)',
  'ClinicApp/5.2.0 (Pixel 9; Android 16)',
  'ClinicApp/5.1.3 (SM-S921B; Android 15)',
  'ClinicApp/5.2.0 (iPhone15,4; iOS 18.6)',
  'ClinicApp/5.0.9 (Fairphone 5; Android 15)',
  'ClinicApp/5.2.1 (iPhone17,1; iOS 19.2)',
  'ClinicApp/5.1.3 (Pixel 7a; Android 15)',
  'ClinicApp/5.2.0 (SM-A556B; Android 15)',
  'ClinicApp/5.2.0 (iPhone14,5; iOS 18.6)',
  'ClinicApp/5.1.0 (moto g84; Android 14)',
  'ClinicApp/5.2.1 (Nothing A065; Android 15)',
  'ClinicApp/5.2.1 (iPhone16,1; iOS 19.2)',
];

/** The app of some years ago, which still reads version 1. */
export const oldMobileApps: readonly string[] = [
  'ClinicApp/3.4.1 (iPhone10,6; iOS 15.8)',
  'ClinicApp/3.2.0 (SM-G960F; Android 10)',
  'ClinicApp/3.4.1 (Nexus 6P; Android 8.1)',
];

/** Programs that call by themselves. */
export const programs = {
  laboratory: 'MediLab-Connect/2.8 (java 21)',
  booking: 'python-requests/2.32.4',
  monitor: 'StatusWatch/1.0 (+https://statuswatch.example)',
  scanner: 'Mozilla/5.0 zgrab/0.x',
  crawler: 'Mozilla/5.0 (compatible; FindAllBot/2.1; +https://findall.example/bot)',
} as const;
