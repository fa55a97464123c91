import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ContractFolder,
  operationLines,
  parameterLines,
  readText,
  warningCodes,
} from './testing/contract-folder.ts';

const weather = `<?xml version="1.0"?>
<wsdl:definitions name="Weather" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="urn:w"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/"
  xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy">
  <wsp:Policy><sp:UsernameToken xmlns:sp="urn:sp"/></wsp:Policy>
  <wsdl:types>
    <s:schema>
      <s:element name="GetForecast"><s:complexType><s:sequence>
        <s:element minOccurs="0" name="city" type="s:string"/>
        <s:element name="days" type="s:int"/>
        <s:element name="units" type="tns:Unit" maxOccurs="unbounded"/>
      </s:sequence></s:complexType></s:element>
    </s:schema>
  </wsdl:types>
  <wsdl:message name="In"><wsdl:part name="parameters" element="tns:GetForecast"/></wsdl:message>
  <wsdl:message name="GetIn"><wsdl:part name="zip" type="s:string"/></wsdl:message>
  <wsdl:portType name="Soap">
    <wsdl:operation name="GetForecast">
      <wsdl:documentation>Forecast of a city. For some days.</wsdl:documentation>
      <wsdl:input message="tns:In"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:portType name="Get"><wsdl:operation name="Zip"><wsdl:input message="tns:GetIn"/></wsdl:operation></wsdl:portType>
  <wsdl:binding name="SoapB" type="tns:Soap"><soap:binding style="document"/>
    <wsdl:operation name="GetForecast"><soap:operation soapAction="urn:w/GetForecast"/></wsdl:operation></wsdl:binding>
  <wsdl:binding name="Soap12B" type="tns:Soap"/>
  <wsdl:binding name="GetB" type="tns:Get"><http:binding verb="GET"/>
    <wsdl:operation name="Zip"><http:operation location="/Zip"/></wsdl:operation></wsdl:binding>
  <wsdl:service name="WeatherService">
    <wsdl:port name="A" binding="tns:SoapB"><soap:address location="https://Weather.example.org/ws/v1.asmx"/></wsdl:port>
    <wsdl:port name="B" binding="tns:Soap12B"><soap:address location="https://backup.example.org/ws/v1.asmx"/></wsdl:port>
    <wsdl:port name="C" binding="tns:GetB"><http:address location="https://weather.example.org/ws/v1.asmx"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>`;

describe('WSDL', () => {
  test('1.1: SOAP and HTTP bindings', async () => {
    const evidence = await readText('weather.wsdl', weather);
    assert.deepEqual(evidence.warnings, []);
    assert.deepEqual(operationLines(evidence), ['POST /ws/v1.asmx#GetForecast', 'GET /ws/v1.asmx/Zip']);
    const [forecast] = evidence.sightings;
    assert.deepEqual(forecast?.hosts, ['weather.example.org', 'backup.example.org']);
    assert.equal(forecast?.purpose?.text, 'Forecast of a city');
    assert.equal(forecast?.place.line, 18);
    assert.equal(forecast?.api, 'WeatherService');
    assert.equal(forecast?.auth.schemes[0]?.scheme, 'basic');
    assert.deepEqual(parameterLines(evidence), [
      'body city string',
      'body days integer:int32!',
      'body units array!',
    ]);
    assert.deepEqual(parameterLines(evidence, 1), ['query zip string!']);
  });

  test('2.0, with an import', async () => {
    using folder = new ContractFolder({
      'a.wsdl': `<description xmlns="http://www.w3.org/ns/wsdl" xmlns:t="urn:t">
  <types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="a.xsd"/></xs:schema></types>
  <interface name="I"><operation name="Book"><input element="t:Room"/></operation></interface>
  <interface name="J" extends="t:I"/>
  <binding name="B" interface="t:J" type="http://www.w3.org/ns/wsdl/soap"/>
  <service name="Hotel" interface="t:J"><endpoint binding="t:B" address="http://localhost:80/hotel"/></service>
</description>`,
      'a.xsd': `<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="Room" type="R"/>
<complexType name="R"><sequence><element name="beds" type="int"/></sequence></complexType></schema>`,
    });
    const evidence = await folder.read('a.wsdl');
    assert.deepEqual(evidence.warnings, []);
    assert.deepEqual(operationLines(evidence), ['POST /hotel#Book']);
    assert.deepEqual(evidence.sightings[0]?.hosts, ['localhost']);
    assert.deepEqual(parameterLines(evidence), ['body beds integer:int32!']);
  });

  test('document types are not expanded, depth is bounded, what stood before a fault stays', async () => {
    const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};">`).join('');
    const bomb = weather.replace(
      '<wsdl:definitions',
      `<!DOCTYPE d [<!ENTITY e0 "boom"><!ENTITY file SYSTEM "file:///etc/passwd">${entities}]>\n<wsdl:definitions`,
    );
    const quiet = await readText('a.wsdl', bomb);
    assert.equal(quiet.sightings.length, 2);
    assert.deepEqual(warningCodes(quiet), ['xml-doctype']);
    const loud = await readText('b.wsdl', bomb.replace('Forecast of a city.', '&e9; &file;'));
    assert.ok(warningCodes(loud).includes('syntax-error'));
    assert.ok(!JSON.stringify(loud).includes('boom'));
    const deep = await readText('c.wsdl', weather.replace('<wsdl:types>', '<a>'.repeat(100_000)));
    assert.deepEqual(warningCodes(deep), ['too-deep']);
    const cut = await readText('d.wsdl', weather.slice(0, weather.indexOf('<wsdl:portType name="Get">')));
    assert.deepEqual(operationLines(cut), ['POST /#GetForecast']);
    assert.deepEqual(warningCodes(cut), ['syntax-error']);
  });
});
