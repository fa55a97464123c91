/** All data classes, in order. */
import type { DataClass } from './data-class.ts';
import accessToken from './access-token.ts';
import apiKey from './api-key.ts';
import bankAccount from './bank-account.ts';
import bic from './bic.ts';
import bloodType from './blood-type.ts';
import brCpf from './br-cpf.ts';
import cardExpiry from './card-expiry.ts';
import cardNumber from './card-number.ts';
import cardSecurityCode from './card-security-code.ts';
import cloudKey from './cloud-key.ts';
import connectionString from './connection-string.ts';
import coordinates from './coordinates.ts';
import cryptoWallet from './crypto-wallet.ts';
import dateOfBirth from './date-of-birth.ts';
import deTaxId from './de-tax-id.ts';
import deviceId from './device-id.ts';
import diagnosis from './diagnosis.ts';
import drivingLicence from './driving-licence.ts';
import email from './email.ts';
import esDni from './es-dni.ts';
import ethnicity from './ethnicity.ts';
import familyName from './family-name.ts';
import fiHetu from './fi-hetu.ts';
import frNir from './fr-nir.ts';
import gender from './gender.ts';
import givenName from './given-name.ts';
import healthMeasure from './health-measure.ts';
import iban from './iban.ts';
import icdCode from './icd-code.ts';
import imei from './imei.ts';
import inAadhaar from './in-aadhaar.ts';
import income from './income.ts';
import insuranceNumber from './insurance-number.ts';
import ipAddress from './ip-address.ts';
import itCodiceFiscale from './it-codice-fiscale.ts';
import jwt from './jwt.ts';
import macAddress from './mac-address.ts';
import maritalStatus from './marital-status.ts';
import medicalRecordNumber from './medical-record-number.ts';
import medication from './medication.ts';
import nationalId from './national-id.ts';
import nlBsn from './nl-bsn.ts';
import oneTimeCode from './one-time-code.ts';
import passportNumber from './passport-number.ts';
import password from './password.ts';
import personName from './person-name.ts';
import phone from './phone.ts';
import plPesel from './pl-pesel.ts';
import postalAddress from './postal-address.ts';
import postcode from './postcode.ts';
import privateKey from './private-key.ts';
import sePersonnummer from './se-personnummer.ts';
import sessionId from './session-id.ts';
import ukNhsNumber from './uk-nhs-number.ts';
import ukNino from './uk-nino.ts';
import urlCredentials from './url-credentials.ts';
import usSsn from './us-ssn.ts';
import userName from './user-name.ts';
import vehiclePlate from './vehicle-plate.ts';
import vehicleVin from './vehicle-vin.ts';

/** The classes that values are judged by. Their metadata is what the control API lists. */
export const dataClasses: readonly DataClass[] = [
  email,
  phone,
  postalAddress,
  postcode,
  personName,
  givenName,
  familyName,
  dateOfBirth,
  gender,
  maritalStatus,
  userName,
  ethnicity,
  usSsn,
  esDni,
  frNir,
  nlBsn,
  itCodiceFiscale,
  brCpf,
  inAadhaar,
  plPesel,
  fiHetu,
  sePersonnummer,
  ukNino,
  ukNhsNumber,
  deTaxId,
  passportNumber,
  drivingLicence,
  nationalId,
  cardNumber,
  cardSecurityCode,
  cardExpiry,
  iban,
  bic,
  bankAccount,
  income,
  cryptoWallet,
  icdCode,
  diagnosis,
  medication,
  bloodType,
  insuranceNumber,
  medicalRecordNumber,
  healthMeasure,
  jwt,
  accessToken,
  password,
  oneTimeCode,
  apiKey,
  cloudKey,
  privateKey,
  connectionString,
  urlCredentials,
  sessionId,
  coordinates,
  ipAddress,
  macAddress,
  imei,
  deviceId,
  vehicleVin,
  vehiclePlate,
];
