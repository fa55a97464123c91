/**
 * The platform's imagined disk, by path. It holds what a careless deployment would, and nothing of the real one:
 * whoever climbs out of the forms folder stays in here.
 */
export const forms: ReadonlyMap<string, string> = new Map([
  [
    '/srv/clinic/forms/consent.txt',
    'CONSENT TO TREATMENT\n\nName: ____________________  Date of birth: __________\n\nI have been told about the treatment and its risks, and I agree.\n\nSignature: ____________________\n',
  ],
  [
    '/srv/clinic/forms/new-patient.txt',
    'WELCOME\n\nName: ____________________\nAddress: ____________________\nInsurer and number: ____________________\nAllergies: ____________________\n',
  ],
  [
    '/srv/clinic/forms/data-access.txt',
    'REQUEST FOR A COPY OF MY DATA (Article 15)\n\nName: ____________________\n',
  ],
  [
    '/srv/clinic/config/platform.env',
    'NODE_ENV=production\nDATABASE_URL=postgres://clinic:Nordwind-Kessel-58@db.internal:5432/clinic\nPARTNER_CREDENTIAL=rbc_5e0f3a7c91d24b68\nSMTP_PASSWORD=Papier-Ufer-23\n',
  ],
  [
    '/etc/passwd',
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nclinic:x:1000:1000:Clinic platform:/srv/clinic:/usr/sbin/nologin\n',
  ],
  ['/etc/hostname', 'clinic-api-3\n'],
]);
