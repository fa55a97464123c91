/** The graph of the platform, in SDL (GraphQL, September 2025). */
export const typeDefinitions = `
type Query {
  "The account behind the token"
  me: Account
  patient(id: ID!): Patient
  "Patients of the clinic, for staff"
  patients(first: Int = 20, after: ID): [Patient!]
  practitioner(id: Int!): Practitioner
  practitioners(specialty: String, clinic: String): [Practitioner!]
  appointment(id: ID!): Appointment
  clinic(slug: String!): Clinic
  invoice(number: String!): Invoice
  articles(tag: String): [Article!]!
}

type Mutation {
  login(email: String!, password: String!): Session
  bookAppointment(practitionerId: Int!, startsAt: String!, reason: String!, patientId: ID): Appointment
  cancelAppointment(id: ID!): Appointment
  sendMessage(toUserId: Int!, subject: String!, body: String!): Message
  updateProfile(email: String, phone: String): Patient
}

type Session { accessToken: String! refreshToken: String! expiresIn: Int! account: Account! }
type Account { id: Int! email: String! name: String! role: String! clinicSlug: String! clinic: Clinic patient: Patient messages(first: Int = 10): [Message!] }
type Address { street: String postcode: String city: String country: String }
type Contact { name: String phone: String }
type Patient {
  id: ID! givenName: String! familyName: String! birthDate: String! sex: String nationalId: String email: String phone: String
  address: Address insurer: String insuranceNumber: String insurancePlan: String insuranceVerified: Boolean creditCents: Int
  bloodType: String allergies: [String!] emergencyContact: Contact
  clinic: Clinic appointments: [Appointment!] prescriptions: [Prescription!] invoices: [Invoice!]
}
type Practitioner {
  id: Int! name: String! title: String specialty: String! languages: [String!] phone: String licenceNumber: String rating: Float
  clinic: Clinic appointments(first: Int = 20): [Appointment!]
}
type Appointment {
  id: ID! startsAt: String! minutes: Int! status: String! reason: String icdCode: String notes: String
  patient: Patient practitioner: Practitioner
}
type Prescription { id: ID! medication: String! atcCode: String! dose: String! icdCode: String! issuedOn: String! refillsLeft: Int! }
type Payee { name: String iban: String bic: String }
type InvoiceLine { description: String icdCode: String amountCents: Int }
type Invoice { number: ID! issuedOn: String! dueOn: String! status: String! amountCents: Int! discountCents: Int! lines: [InvoiceLine!] payTo: Payee patient: Patient }
type Location { latitude: Float! longitude: Float! }
type Clinic { slug: ID! name: String! phone: String email: String address: Address location: Location practitioners: [Practitioner!] }
type Article { slug: ID! title: String! summary: String! body: String author: String publishedOn: String tags: [String!] }
type Party { userId: Int! name: String! }
type Message { id: Int! from: Party! to: Party! subject: String! body: String! sentAt: String! readAt: String }
`;
